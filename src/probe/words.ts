import type { KeyField } from '../history/action.js';
import { durationText } from '../models/checked.js';
import { roundedTimes, unitOf } from './between.js';
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

/** A parameter as a scenario calls it: `everyUs` is `every` there. */
export const nameText = (name: string): string => `\`${name.replace(/Us(\d*)$/u, '$1')}\``;

/** An interval of counts, or of microseconds: these rounded outwards, but never as far as the number they differ from. */
export function intervalText(name: string, { least, most }: Interval, differsFrom?: number): string {
  const isTime = /Us\d*$/u.test(name);
  const one = isTime ? durationText : String;
  if (least === most) return one(least);
  if (!isTime || !Number.isFinite(most)) return `between ${one(least)} and ${one(most)}`;
  const rounded = roundedTimes(least, most);
  const said = differsFrom === undefined ? NaN : differsFrom / unitOf(most).us;
  if (said >= rounded.least && said <= rounded.most) return `between ${one(least)} and ${one(most)}`;
  return `between ${rounded.least} and ${rounded.most} ${rounded.unit}`;
}
