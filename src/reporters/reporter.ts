import type { Report } from '../report/report.js';

/** A way to write a report down. Pure: the same report and options give the same text. */
export interface Reporter {
  /** As flags and error messages call it. */
  readonly name: string;
  /** Prints nothing but what is in the report. Every text in it may be hostile. */
  render(report: Report, options: RenderOptions): string;
}

export interface RenderOptions {
  /** Ways to colour text, handed in by whoever knows the terminal; only `terminal` uses them. */
  readonly colours: Colours;
}

export const colourNames = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;
export type ColourName = (typeof colourNames)[number];
export type Colours = Readonly<Record<ColourName, (text: string) => string>>;

/** Colours made from one function that wraps a text in one format, such as Node's `styleText`. */
export function coloursOf(style: (format: ColourName, text: string) => string): Colours {
  return {
    bold: (text) => style('bold', text),
    dim: (text) => style('dim', text),
    red: (text) => style('red', text),
    green: (text) => style('green', text),
    yellow: (text) => style('yellow', text),
    cyan: (text) => style('cyan', text),
  };
}

/** For files, pipes and everybody who asked for no colours. */
export const noColours: Colours = coloursOf((_, text) => text);
