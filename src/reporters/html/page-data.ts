import type { Report } from '../../report/report.js';
import type { PackedContention } from './packed-contention.js';

export { unpackedContention, type Actions, type PackedContention } from './packed-contention.js';

/**
 * What the script of the page draws from: embedded as JSON in the page, and nothing else is ever loaded. Texts in it
 * are safe to show and may still be markup: whoever puts them on the page does so as text.
 */
export interface PageData {
  /** `null`: nobody had the actions at hand. */
  readonly contention: PackedContention | null;
  readonly timeline: Report['timeline'];
  readonly percentiles: Report['percentiles'];
  readonly faults: Report['faults'];
  /** Why each violation of the contention is one, in its order. */
  readonly because: readonly string[];
}

/** The id of the element that holds it. */
export const pageDataId = 'turnwise-data';
