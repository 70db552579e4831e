import { styleText } from 'node:util';
import { createLogUpdate } from 'log-update';

/** Where a command writes: the answer on stdout, everything about the way there wherever it does not disturb. */
export interface Screen {
  /** The result of the command. */
  print(text: string): void;
  /** A line about the way there. */
  say(line: string): void;
  /** A line that was asked for, and so is shown also where `say` is silent. */
  insist(line: string): void;
  /** Replaces the live panel; where there is no terminal, nothing. */
  panel(lines: readonly string[]): void;
  /** Leaves the panel as it stands, or wipes it. */
  closePanel(): void;
  /** How wide the terminal is at the moment; 80 where nobody knows. */
  columns(): number;
  /** Whether there is a terminal to draw on. */
  readonly live: boolean;
  readonly quiet: boolean;
  readonly paint: (style: Style, text: string) => string;
}

export type Style = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

export interface ScreenOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly color: boolean;
}

/** With `json`, stdout carries the report only, so everything else moves to stderr. */
export function screenOf(options: ScreenOptions): Screen {
  const side = options.json ? process.stderr : process.stdout;
  const live = side.isTTY && !options.quiet && process.env['TERM'] !== 'dumb';
  const colored = options.color && side.isTTY && process.env['NO_COLOR'] === undefined;
  const update = live ? createLogUpdate(side) : null;
  const insist = (line: string): void => {
    update?.clear();
    side.write(`${line}\n`);
  };
  return {
    print: (text) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    say: (line) => {
      if (!options.quiet) insist(line);
    },
    insist,
    panel: (lines) => update?.(lines.join('\n')),
    closePanel: () => {
      update?.clear();
      update?.done();
    },
    columns: () => (side.columns > 0 ? side.columns : 80),
    live,
    quiet: options.quiet,
    paint: (style, text) => (colored ? styleText(style, text, { stream: side }) : text),
  };
}
