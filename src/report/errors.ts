import type { RunEvidence } from './evidence.js';
import { countText, plural } from './words.js';

/** Whether most answers were neither yes nor no: then they were read wrongly, or all went wrong. */
export function errorsDominate({ accepted, rejected, errors }: RunEvidence['counts']): boolean {
  return errors * 2 > accepted + rejected + errors;
}

/** How a wire tells that its patterns fit nothing; the sentence says so already. */
const lead = 'matches neither accepted nor rejected: ';

/** That most answers were errors, with the most frequent and the remedy; nothing where they were not. */
export function errorsText({ counts, actionReasons, isLog }: RunEvidence): readonly string[] {
  if (!errorsDominate(counts)) return [];
  const answers = counts.accepted + counts.rejected + counts.errors;
  const top = actionReasons.find(({ outcome }) => outcome === 'error');
  const reason = top?.reason.startsWith(lead) === true ? top.reason.slice(lead.length) : top?.reason;
  const often = reason === undefined ? '' : `, most often \`${reason}\``;
  const many = `${countText(counts.errors)} of ${plural(answers, 'answer')}`;
  const silent = counts.unknown === 0 ? '' : `; ${plural(counts.unknown, 'action')} had no answer`;
  if (isLog) return [`${many} ${counts.errors === 1 ? 'is an error' : 'are errors'}${often}${silent}`];
  return [
    `${many} matched neither accepted nor rejected${often}: correct the wire's accepted and rejected${silent}`,
  ];
}
