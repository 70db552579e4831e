import type { Report } from '../../report/report.js';
import { plural } from '../../report/words.js';
import { entry } from '../format/paper.js';
import { momentText } from '../format/when.js';
import { stateCheckText } from '../format/state-text.js';
import type { Colours } from '../reporter.js';

/** At most so many proofs: the others are in report.json. */
const shownMost = 5;

/** What the server's state said of what it had accepted. */
export function stateLines(report: Report, colours: Colours): readonly string[] {
  const { state } = report;
  if (state === null) return [];
  const checks = state.checks.flatMap((check, index) =>
    entry(index === 0 ? 'State' : '', stateCheckText(check), colours),
  );
  const proofs = state.violations
    .slice(0, shownMost)
    .flatMap(({ because, atUs }) => entry('', `- ${because} (read ${momentText(atUs, report)})`, colours));
  const more = state.violationCount - Math.min(shownMost, state.violations.length);
  const rest = more > 0 ? entry('', `and ${plural(more, 'more', 'more')}, in report.json`, colours) : [];
  return [...checks, ...proofs, ...rest];
}
