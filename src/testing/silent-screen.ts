import type { Screen } from '../cli/screen.js';

/** A screen that nobody sees: what happens on the way goes to `log`, one line at a time. */
export function silentScreen(log: ((line: string) => void) | undefined): Screen {
  const say = (line: string): void => log?.(line);
  return {
    print: () => {},
    say,
    insist: say,
    panel: () => {},
    closePanel: () => {},
    columns: () => 80,
    live: false,
    quiet: log === undefined,
    paint: (_, text) => text,
  };
}
