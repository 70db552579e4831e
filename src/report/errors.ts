import type { RunEvidence } from './evidence.js';
import { isMeasured } from './measured.js';
import { countText, plural } from './words.js';

/** Whether most answers were neither yes nor no: then they were read wrongly, or all went wrong. */
export function errorsDominate({ accepted, rejected, errors }: RunEvidence['counts']): boolean {
  return errors * 2 > accepted + rejected + errors;
}

/** How a wire tells that its patterns fit nothing; the sentence says so already. */
const lead = 'matches neither accepted nor rejected: ';

const correctWire = "correct the wire's accepted and rejected";
/** A reference server understands its own messages only, whatever the wire was written for. */
const eitherSide =
  "the server does not understand what the wire sends (a reference server knows its own messages only), or the wire's accepted and rejected do not fit its answers";

type Facts = Pick<RunEvidence, 'counts' | 'actionReasons'>;

/** From this share of answers on, that they were not understood is likely why little could be told. */
const misreadLeast = 0.1;

/** Whether a good share of answers fitted neither pattern of the wire: it comes before whatever else is missing. */
export function areMisread({ counts, actionReasons }: Facts): boolean {
  if (errorsDominate(counts)) return true;
  const { accepted, rejected, errors } = counts;
  const isMany = errors > 0 && errors >= (accepted + rejected + errors) * misreadLeast;
  return isMany && topError(actionReasons)?.startsWith(lead) === true;
}

function topError(actionReasons: Facts['actionReasons']): string | undefined {
  return actionReasons.find(({ outcome }) => outcome === 'error')?.reason;
}

/** That many answers were errors, with the most frequent and the remedy; nothing where they were not. */
export function errorsText({ counts, actionReasons, isLog, harness }: RunEvidence): readonly string[] {
  if (!areMisread({ counts, actionReasons })) return [];
  const answers = counts.accepted + counts.rejected + counts.errors;
  const top = topError(actionReasons);
  const reason = top?.startsWith(lead) === true ? top.slice(lead.length) : top;
  const often = reason === undefined ? '' : `, most often \`${reason}\``;
  const many = `${countText(counts.errors)} of ${plural(answers, 'answer')}`;
  const silent = counts.unknown === 0 ? '' : `; ${plural(counts.unknown, 'action')} had no answer`;
  if (isLog) return [`${many} ${counts.errors === 1 ? 'is an error' : 'are errors'}${often}${silent}`];
  const remedy = isMeasured({ harness }) ? correctWire : eitherSide;
  return [`${many} matched neither accepted nor rejected${often}: ${remedy}${silent}`];
}
