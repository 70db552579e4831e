import type { KeyField } from '../history/action.js';
import { durationText } from '../models/checked.js';
import type { Candidate, Interval } from './contract.js';

/** Whom a limit counts together, as in `per user and resource`. */
export const perText = (per: readonly KeyField[]): string =>
  per.length === 0 ? 'for all together' : `per ${per.join(' and ')}`;

/** Families in words, without numbers. */
export function familyText({ family, choices }: Pick<Candidate, 'family' | 'choices'>): string {
  switch (family) {
    case 'cooldown':
      return choices['restartOnReject'] === true ? 'a cooldown that refusals start again' : 'a cooldown';
    case 'tokenBucket':
      return 'a token bucket';
    case 'slidingLog':
      return 'a sliding log';
    case 'fixedWindow':
      return windowText(choices);
    case 'slidingCounter':
      return 'a sliding counter';
    case 'capacity':
      return 'a capacity that never comes back';
    case 'allOf':
      return 'two limits at once';
    case 'none':
      return 'no limit';
  }
}

function windowText({ anchor, refresh }: Candidate['choices']): string {
  if (anchor === 'epoch') return 'a fixed window by the clock';
  if (refresh === 'accept') return 'a window that each accept begins again';
  if (refresh === 'attempt') return 'a window that each attempt begins again';
  return 'a fixed window from its first attempt';
}

/** An interval of microseconds, or of counts. */
export function intervalText(name: string, { least, most }: Interval): string {
  const text = name.endsWith('Us') ? durationText : String;
  return least === most ? text(least) : `between ${text(least)} and ${text(most)}`;
}
