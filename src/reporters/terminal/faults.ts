import type { Report } from '../../report/report.js';
import { countText } from '../../report/words.js';
import { faultText } from '../format/faults.js';
import { entry } from '../format/paper.js';
import type { Colours } from '../reporter.js';

const shownMost = 10;

/** The trouble that the run itself made: what happened to the server is read beside it. */
export function faultLines({ faults, faultCount }: Report, colours: Colours): readonly string[] {
  const texts = faults.slice(0, shownMost).map(faultText);
  const more = faultCount - texts.length;
  const rest = more > 0 ? [`and ${countText(more)} more, in report.json`] : [];
  return [...texts, ...rest].flatMap((text, index) => entry(index === 0 ? 'Faults' : '', text, colours));
}
