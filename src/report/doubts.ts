import { isNobodyIn, mostFrequent, nothingSent } from './causes.js';
import { deathText } from './death.js';
import { deliveryDoubts } from './delivery-verdict.js';
import { stateDoubts } from './state-verdict.js';
import type { RunEvidence } from './evidence.js';
import { areMisread, errorsDominate, errorsText } from './errors.js';
import { decideRemedy, refuseRemedy } from './limit-words.js';
import { abortDoubt, thresholdDoubts } from './threshold-verdict.js';
import { countText, plural, shareText } from './words.js';

/** More than this share of the plan left unplayed for want of a connection, and a pass would promise too much. */
const strandedShareMost = 0.01;

/**
 * Every reason why a run without a proven fault still proves nothing, in sentences with their remedy:
 * causes before what follows from them.
 */
export function doubtsOf(evidence: RunEvidence): readonly string[] {
  const { counts, delivery, state } = evidence;
  const nothing = nothingSent(evidence);
  const answers = answerDoubts(evidence);
  const isCutFirst = nothing.length > 0 && !isNobodyIn(evidence) && counts.dropped === 0;
  return [
    ...deathText(evidence),
    ...(isCutFirst ? cutShort(evidence) : []),
    ...nothing,
    ...(answers.length > 0 || errorsDominate(evidence.counts) ? errorsText(evidence) : []),
    ...trustDoubts(evidence),
    ...(isCutFirst ? [] : cutShort(evidence)),
    ...playDoubts(evidence),
    ...judgeDoubts(evidence),
    // Where nothing was done, nothing was to be seen of it.
    ...(nothing.length > 0 ? [] : [...deliveryDoubts(delivery), ...stateDoubts(state)]),
    ...evidence.unjudged,
    ...answers,
    ...thresholdDoubts(evidence.thresholds),
  ];
}

/** The run did not come to its end. */
function cutShort({ counts, interrupted, complete, maybeSent, thresholds }: RunEvidence): readonly string[] {
  const aborted = abortDoubt(thresholds, counts);
  if (aborted !== null) return [aborted];
  const sure = maybeSent === 0 ? '' : `at least ${countText(counts.sent - maybeSent)} and at most `;
  const came = `${sure}${countText(counts.sent)} of ${plural(counts.planned, 'planned action')} ${counts.planned === 1 ? 'was' : 'were'} sent`;
  if (interrupted) return [`the run was stopped early, and nothing was proven until then: ${came}`];
  return complete ? [] : [`the history breaks off before the run had ended: ${came}`];
}

/** Windows that cannot be trusted prove nothing in either direction. */
function trustDoubts({ verdict }: RunEvidence): readonly string[] {
  if (verdict.void === null) return [];
  const accusations = verdict.violations.length;
  const many = plural(accusations, 'accusation that rests on them does', 'accusations that rest on them do');
  const ignored = accusations === 0 ? '' : `; ${many} not count`;
  return [`the recorded times cannot be trusted (${verdict.void})${ignored}`];
}

/** The plan was not played as it stands. */
function playDoubts(evidence: RunEvidence): readonly string[] {
  const { counts, connections, neverIn } = evidence;
  const doubts: string[] = [];
  const { missing } = connections;
  const isMissed = missing.actions > counts.planned * strandedShareMost;
  if (isMissed) {
    const [first] = missing.first;
    const who = first === undefined ? '' : ` (${first.user}: ${first.why})`;
    doubts.push(
      `${plural(missing.users, 'user')} ${missing.users === 1 ? 'was' : 'were'} not connected when the run started${who}, so ${plural(missing.actions, 'planned action')} never left`,
    );
  }
  const { users, actions } = connections.stranded;
  const why = mostFrequent(connections.errors);
  // Who was missing from the start is told already, and so is that nobody got in.
  if (!isMissed && !isNobodyIn(evidence) && neverIn.actions > counts.planned * strandedShareMost)
    doubts.push(neverLeft(`${plural(neverIn.users, 'user')} never got in`, neverIn.actions, why));
  const lost = { users: users - neverIn.users, actions: actions - neverIn.actions };
  if (lost.actions > counts.planned * strandedShareMost)
    doubts.push(neverLeft(`${plural(lost.users, 'user')} lost the connection for good`, lost.actions, why));
  return doubts;
}

function neverLeft(who: string, actions: number, why: string): string {
  return `${who}, so ${plural(actions, 'planned action')} never left${why}`;
}

/** The judge itself could not say. */
function judgeDoubts({ verdict }: RunEvidence): readonly string[] {
  const doubts: string[] = [];
  if (verdict.keys.unknown > 0 || verdict.history === 'unknown') {
    const keys = plural(Math.max(1, verdict.keys.unknown), 'key');
    doubts.push(
      `the search for an explanation gave up on ${keys}; fewer actions in flight per key would help`,
    );
  }
  if (verdict.void !== null) return doubts;
  const unproven = verdict.violations.filter((violation) => violation.strength !== 'proven');
  const [first] = unproven;
  if (first !== undefined) {
    const many = plural(unproven.length, 'suspicion that proves', 'suspicions that prove');
    doubts.push(`there is ${many} nothing yet (${strengthText(first.strength)}): ${first.because}`);
  } else if (verdict.history === 'invalid') {
    doubts.push('the history has no explanation, but no violation could be named');
  }
  return doubts;
}

function strengthText(strength: 'proven' | 'near-edge' | 'conditional'): string {
  if (strength === 'near-edge') return 'thinner than the least margin of a proof';
  return 'they hold only under an assumption that nobody made, such as a horizon for unanswered actions';
}

/** Too little was answered, or too little of it could be decided. */
function answerDoubts(evidence: RunEvidence): readonly string[] {
  const { verdict, counts, minResolution, limit } = evidence;
  const answered = counts.accepted + counts.rejected;
  // A wire that reads no answers right tells nothing of margins.
  if (errorsDominate(counts)) return [];
  if (counts.sent === 0) return [];
  if (answered === 0) return [nothingAnswered(evidence)];
  if (!verdict.assumptions.complete) return incompleteDoubts(evidence);
  if (verdict.decided === 0) {
    return [
      `none of ${plural(answered, 'answer')} could be decided: each could have gone either way; ${decideRemedy(limit)}`,
    ];
  }
  const resolution = verdict.decided / answered;
  const doubts = missingHalf(evidence);
  if (resolution >= minResolution) return doubts;
  const open = `${countText(answered - verdict.decided)} of ${plural(answered, 'answer')} could have gone either way`;
  const low = `resolution ${shareText(resolution, minResolution)} is below ${shareText(minResolution)}: ${open}; ${decideRemedy(limit)}`;
  return [low, ...doubts];
}

/**
 * Where actions may be missing no accept is ever due, so only over-admission can show: in actions
 * that came soon after an accept, and in accepts that follow one another.
 */
function incompleteDoubts({ verdict, oracle, limit }: RunEvidence): readonly string[] {
  if (limit.recovers === 'never-refuses')
    return ['nothing is ever refused by this limit, so there is no over-admission that a log could show'];
  if (verdict.trueRejects + verdict.falseAccepts + verdict.falseRejects === 0) {
    const soon = limit.isPaced
      ? 'no action came soon enough after an accept on its key'
      : 'no action came when the limit was certainly used up';
    return [`nothing had to be refused: ${soon} to show over-admission`];
  }
  if (!limit.isPaced || oracle.shown.acceptsFromUs !== null) return [];
  return ['no key was accepted on twice with the limit between, so nothing shows that the limit ever ends'];
}

/** A server that never had to refuse, or never had to accept, has shown half of its contract. */
function missingHalf(evidence: RunEvidence): readonly string[] {
  const { verdict, prove, limit } = evidence;
  const accepts = verdict.trueAccepts + verdict.falseAccepts;
  const rejects = verdict.trueRejects + verdict.falseRejects;
  const doubts: string[] = [];
  if (accepts === 0 && prove !== 'rejects') {
    doubts.push(
      'no accept could be decided, so nothing shows that the server accepts what it must (--set oracle.prove=rejects asks for less)',
    );
  }
  if (rejects === 0 && prove !== 'accepts' && limit.recovers !== 'never-refuses') {
    // What was planned may have been refused in words that the wire does not know.
    const remedy = areMisread(evidence)
      ? ''
      : `: ${refuseRemedy(limit)} (--set oracle.prove=accepts asks for less)`;
    doubts.push(`no reject could be decided, so nothing shows that the server refuses what it must${remedy}`);
  }
  return doubts;
}

function nothingAnswered({ counts, actionReasons }: RunEvidence): string {
  const [top] = actionReasons;
  const why = top === undefined ? '' : `; most often: ${top.reason} (${plural(top.count, 'time')})`;
  const sent = `none of ${plural(counts.sent, 'sent action')} was accepted or rejected`;
  const errors = counts.errors === 0 ? '' : `, ${plural(counts.errors, 'answer')} said something else`;
  const unknown = counts.unknown === 0 ? '' : `, ${countText(counts.unknown)} had no answer`;
  return `${sent}${errors}${unknown}${why}`;
}
