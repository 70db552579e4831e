import type { Contention } from '../../report/contention.js';
import type { Report } from '../../report/report.js';

/**
 * What the script of the page draws from: embedded as JSON in the page, and nothing else is ever loaded. Texts in it
 * are safe to show and may still be markup: whoever puts them on the page does so as text.
 */
export interface PageData {
  readonly contention: Contention | null;
  readonly timeline: Report['timeline'];
  readonly percentiles: Report['percentiles'];
  readonly faults: Report['faults'];
}

/** The id of the element that holds it. */
export const pageDataId = 'turnwise-data';
