import type { Report, ReportedViolation } from '../../report/report.js';
import { countText, plural } from '../../report/words.js';
import { acrossText, differing } from '../format/across.js';
import { deedText } from '../format/deed.js';
import { evidenceOf } from '../format/evidence.js';
import { list, marked, sentence, table } from '../format/markdown.js';
import { firstSendOf, msText, violationText } from '../format/sentences.js';

const violationsMost = 5;
const actionsMost = 8;
const stepsMost = 4;

/** The first violations: why, and who did what to which resource when. */
export function violationSections(report: Report): readonly (readonly string[])[] {
  const { oracle, delivery, state } = report;
  const all = oracle.violationCount + oracle.unproven.nearEdge + oracle.unproven.conditional;
  const others = [
    ...sentencesOf('Delivery', delivery?.violations ?? [], delivery?.violationCount ?? 0),
    ...sentencesOf('State', state?.violations ?? [], state?.violationCount ?? 0),
  ];
  if (all === 0) return others;
  const shown = oracle.violations.slice(0, violationsMost);
  const more = all - shown.length;
  return [
    [
      `### ${countText(oracle.violationCount)} proven ${oracle.violationCount === 1 ? 'violation' : 'violations'}`,
    ],
    ...shown.flatMap((violation, index) => violationLines(violation, index, report)),
    more === 0 ? [] : [`And ${plural(more, 'more', 'more')}, in report.json and violations/.`],
    ...others,
  ];
}

/** Each is a paragraph, a table, and what leads from the times to the contradiction. */
function violationLines(
  violation: ReportedViolation,
  index: number,
  report: Report,
): readonly (readonly string[])[] {
  const deed = deedText(violation, report);
  const across = acrossText(violation);
  const { more } = evidenceOf(violation, actionsMost);
  return [
    [
      marked`**${String(index + 1)}.** ${violation.because}`.marked,
      ...(across === null ? [] : [sentence(across).marked]),
      ...(deed === null ? [] : [sentence(deed).marked]),
      marked`(${violationText(violation, report)})`.marked,
    ],
    actionTable(violation),
    more === 0 ? [] : [`and ${plural(more, 'more action')}`],
    list(violation.chain.slice(0, stepsMost)),
  ];
}

function actionTable(violation: ReportedViolation): readonly string[] {
  const { actions, outcomes } = evidenceOf(violation, actionsMost);
  const firstUs = firstSendOf(actions);
  const since = (us: number | null): string => (us === null ? '-' : msText(us - firstUs, 3));
  const fields = differing(violation);
  return table(
    [
      ['user', 'left'],
      ...fields.map((field) => [field, 'left'] as const),
      ['resource', 'left'],
      ['sent ms', 'right'],
      ['answered ms', 'right'],
      ['outcome', 'left'],
    ],
    actions.map((action, index) => [
      action.user,
      ...fields.map((field) => action[field] ?? '-'),
      action.resource,
      since(action.sentAtUs),
      since(action.settledAtUs),
      outcomes[index] ?? '',
    ]),
  );
}

function sentencesOf(
  title: string,
  violations: readonly { readonly because: string }[],
  count: number,
): readonly (readonly string[])[] {
  if (count === 0) return [];
  const shown = violations.slice(0, violationsMost);
  const more = count - shown.length;
  return [
    [`### ${title}: ${countText(count)} wrong`],
    list([
      ...shown.map(({ because }) => because),
      ...(more === 0 ? [] : [`and ${plural(more, 'more', 'more')}, in report.json`]),
    ]),
  ];
}
