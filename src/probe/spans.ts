import type { Span } from './bounds.js';

/** How lengths are tried. Both only ever say no where nothing can explain what was seen. */
export interface Trial {
  /** Whether a length is possible. */
  isPossible(us: number): boolean;
  /** Whether any length from the first to the second can be. */
  isAnyPossible(leastUs: number, mostUs: number): boolean;
  /** A span in which so many lengths, evenly spread, are possible is taken to be possible as a whole. */
  readonly enough: number;
  /** Finer than that is not looked. */
  readonly precisionUs: number;
  /** After so many trials what is left is left as it is. */
  readonly trialsMost: number;
}

/**
 * What is left of spans of lengths: they are halved again and again, and halves in which no length is
 * possible go (branch and bound). What is possible is never lost.
 */
export function narrowed(spans: readonly Span[], trial: Trial): readonly Span[] {
  const left: { least: number; most: number }[] = [];
  let trials = 0;
  const isPossible = (us: number): boolean => {
    trials++;
    return trial.isPossible(us);
  };
  const look = ({ least, most }: Span): void => {
    const isEnough = trials >= trial.trialsMost || most - least <= trial.precisionUs;
    trials++;
    if (!trial.isAnyPossible(least, most)) return;
    if (isEnough || placesIn({ least, most }, trial.enough).every(isPossible))
      return keep(left, { least, most });
    const middle = most > 2 * least ? Math.floor(Math.sqrt(least * most)) : Math.floor((least + most) / 2);
    look({ least, most: middle });
    look({ least: middle + 1, most });
  };
  for (const span of spans) look(span);
  return left;
}

/** Both ends first: most spans fail there. */
function placesIn({ least, most }: Span, count: number): readonly number[] {
  const between = Array.from({ length: Math.max(0, count - 2) }, (_, at) =>
    Math.floor(least + ((at + 1) * (most - least)) / (count - 1)),
  );
  return [least, most, ...between];
}

function keep(left: { least: number; most: number }[], { least, most }: Span): void {
  const last = left.at(-1);
  if (last !== undefined && last.most + 1 === least) last.most = most;
  else left.push({ least, most });
}

/** The least span around several; `null`: there is none. */
export function hullOf(spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  return {
    least: Math.min(...spans.map(({ least }) => least)),
    most: Math.max(...spans.map(({ most }) => most)),
  };
}
