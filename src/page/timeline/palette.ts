import type { Look } from './looks.js';

/** Colours of the drawing, as the style sheet has them for light, dark and paper. */
export type Palette = Readonly<Record<Look['tone'] | (typeof others)[number], string>> & {
  /** A family of fonts, for texts on a canvas. */
  readonly font: string;
};

const tones = ['accept', 'reject', 'either', 'near', 'wrong', 'none'] as const;
const others = [
  'ink',
  'soft',
  'paper',
  'stripe',
  'line',
  'shut',
  'perhaps',
  'fault',
  'band',
  'focus',
] as const;

/** Reads them where the drawing is; again after the reader's setting has changed. */
export function paletteOf(place: Element): Palette {
  const style = getComputedStyle(place);
  const colours = [...tones, ...others].map((name) => [name, style.getPropertyValue(`--t-${name}`).trim()]);
  return { ...(Object.fromEntries(colours) as Palette), font: style.fontFamily };
}
