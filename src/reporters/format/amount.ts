import type { Unit } from '../../report/numbers.js';
import { countText, durationText, shareText } from '../../report/words.js';
import { numberText } from './metrics.js';
import { bytesText } from './sentences.js';

/** A number of a threshold or of a comparison as people read it; `undefined` where it is. */
export function amountText(value: number | null, unit: Unit): string {
  if (value === null) return 'undefined';
  switch (unit) {
    case 'count':
      return Number.isInteger(value) && value >= 0 ? countText(value) : numberText(value);
    case 'us':
      return durationText(value);
    case 'share':
      return shareText(value);
    case 'perSecond':
      return `${numberText(value)} a second`;
    case 'bytes':
      return value >= 0 ? bytesText(value) : `-${bytesText(-value)}`;
    case 'number':
      return numberText(value);
  }
}
