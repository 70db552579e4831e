import type { Contention } from '../report/contention.js';
import type { Report } from '../report/report.js';

/** A way to write a report down. Pure: the same report and options give the same text. */
export interface Reporter {
  /** As flags and error messages call it. */
  readonly name: string;
  /** Prints nothing but what is in the report. Every text in it may be hostile. */
  render(report: Report, options?: RenderOptions): string;
}

export interface RenderOptions {
  /** Wraps a text in one format, such as Node's `styleText`; left out for files and pipes. */
  readonly paint?: Paint;
  /** Every action of the run, for a reporter that draws them; left out: it draws none. */
  readonly contention?: Contention;
}

export type Paint = (format: ColourName, text: string) => string;

export const colourNames = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const;
export type ColourName = (typeof colourNames)[number];
export type Colours = Readonly<Record<ColourName, (text: string) => string>>;

/** Leaves every text as it is: for files and pipes, and for whoever asked for no colours. */
export const noPaint: Paint = (_, text) => text;

/** The colours that one function gives. */
export function coloursOf(paint: Paint = noPaint): Colours {
  return {
    bold: (text) => paint('bold', text),
    dim: (text) => paint('dim', text),
    red: (text) => paint('red', text),
    green: (text) => paint('green', text),
    yellow: (text) => paint('yellow', text),
    cyan: (text) => paint('cyan', text),
  };
}
