import type { Tone } from '../reporters/html/chart-series.js';

/** Colours and lines of charts as the style sheet of the page has them, in the scheme that is on. */
export interface ChartStyle {
  readonly of: (tone: Tone) => string;
  readonly soft: string;
  readonly line: string;
  readonly band: string;
  readonly font: string;
}

export function chartStyle(): ChartStyle {
  const computed = getComputedStyle(document.documentElement);
  const variable = (name: string): string => computed.getPropertyValue(`--${name}`).trim();
  return {
    of: variable,
    soft: variable('soft'),
    line: variable('line'),
    band: variable('band'),
    font: '12px system-ui, sans-serif',
  };
}

/** Lines are told apart without their colours too. */
export const dashes: Readonly<Record<Tone, number[]>> = {
  ink: [],
  accept: [],
  reject: [7, 3],
  unknown: [2, 3],
  violet: [10, 3, 2, 3],
  soft: [2, 2],
};
