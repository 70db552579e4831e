import { durationText } from './duration.js';
import { isPlain } from './fields/template.js';
import { withOverlay } from './overlay.js';

/** What `margin: auto` is when nobody has measured or said it: room for most networks within a country. */
export const assumedMarginUs = 20_000;

/** A scenario in which every `margin: auto` has become a duration. */
export interface Filled {
  readonly data: unknown;
  /** `pinned`: no margin is left to find. `auto`: it is assumed, and somebody had better measure it. */
  readonly margin: 'pinned' | 'auto';
  /** What was filled in; `null` where no margin is `auto`. */
  readonly marginUs: number | null;
}

/** Puts a margin in the place of every `auto`; those that are written out stay. */
export function withMargin(data: unknown, marginUs: number | undefined): Filled {
  const paths = autoPaths(data);
  if (paths.length === 0) return { data, margin: 'pinned', marginUs: null };
  const us = marginUs ?? assumedMarginUs;
  const value = durationText(us);
  const filled = paths.reduce<unknown>(
    (all, path) => withOverlay(all, { label: `--margin ${value}`, path, value }),
    data,
  );
  return { data: filled, margin: marginUs === undefined ? 'auto' : 'pinned', marginUs: us };
}

type Path = readonly (string | number)[];

function autoPaths(data: unknown): readonly Path[] {
  if (!isPlain(data)) return [];
  const phases: readonly unknown[] = Array.isArray(data['phases']) ? data['phases'] : [];
  return [
    ...pacingPaths(data['pacing'], ['pacing']),
    ...phases.flatMap((phase, index) =>
      isPlain(phase) ? pacingPaths(phase['pacing'], ['phases', index, 'pacing']) : [],
    ),
  ];
}

/** As in `{cooldownAware: {margin: auto}}`. */
function pacingPaths(pacing: unknown, path: Path): readonly Path[] {
  if (!isPlain(pacing)) return [];
  const auto = Object.entries(pacing).filter(([, value]) => isPlain(value) && value['margin'] === 'auto');
  return auto.map(([kind]) => [...path, kind, 'margin']);
}
