import type { HistoryEvent } from '../history/action.js';
import { blamedHooks, isNobodyIn } from './causes.js';
import { deliveryAdvice } from './delivery-verdict.js';
import { areMisread } from './errors.js';
import type { RunEvidence } from './evidence.js';
import type { LimitTraits } from './limit-words.js';
import { isMeasured } from './measured.js';
import { refusalAdvice } from './next-refusals.js';
import type { Report } from './report.js';
import { stateAdvice, stateDoubtAdvice } from './state-verdict.js';
import { durationText, plural } from './words.js';

/** What `nextOf` looks at. */
export type Judged = Pick<
  Report,
  | 'verdict'
  | 'oracle'
  | 'delivery'
  | 'state'
  | 'actions'
  | 'actionReasons'
  | 'connections'
  | 'harness'
  | 'interrupted'
  | 'plan'
  | 'latency'
> &
  Pick<RunEvidence, 'limit' | 'failedHooks' | 'neverIn' | 'serverDied'> & {
    readonly events: readonly HistoryEvent[];
    /** See `Measured`. */
    readonly playedAt?: string | null;
  };

/** What a reader may want to do now: at most a few sentences, the most useful first. */
export function nextOf(report: Judged): readonly string[] {
  const isLog = report.plan.hash === null;
  switch (report.verdict) {
    case 'fail':
      return afterFail(report);
    case 'inconclusive':
      return isLog ? afterLogDoubt(report) : afterDoubt(report);
    case 'pass':
      return isLog ? afterLogPass(report) : [anotherSeed, ...tooTight(report)];
  }
}

/** Below this, more could have been decided. */
const wantedResolution = 0.9;

const anotherSeed =
  'Another seed plays the same contention in another order: --seed with any text, or --repeat 10 for ten of them.';
const completeLog =
  'If every action that touched these keys is in the file, --complete lets accepts and all refusals be judged too.';

function afterFail(report: Judged): readonly string[] {
  const { oracle, plan } = report;
  const [first] = oracle.violations;
  if (first === undefined || oracle.violationCount === 0)
    return [...deliveryAdvice(report.delivery, isMeasured(report)), ...stateAdvice(report.state)];
  const isLog = plan.hash === null;
  const advice: string[] = [];
  if (isLog || isMeasured(report)) {
    advice.push(
      'Look up the actions of the first violation, by user and time, in the log of the server: it decided all of them.',
    );
  }
  if (!isLog) advice.push(sameAgain(report));
  const blamed = first.actions.at(-1);
  if (!isLog && isMeasured(report) && blamed !== undefined) {
    advice.push(`To see the raw traffic of that user, add --trace ${blamed.user}.`);
  }
  return [...advice, ...refusalAdvice(report)];
}

function sameAgain(report: Judged): string {
  return isMeasured(report)
    ? 'The same command and seed play the same plan again; a race may take a few tries to come back.'
    : 'The same command and seed give the same history again, to the microsecond.';
}

function afterLogPass({ oracle }: Judged): readonly string[] {
  return oracle.assumptions.complete
    ? ['A log shows only what happened to it: turnwise run plans the contention itself, races included.']
    : [completeLog];
}

function afterLogDoubt({ oracle, limit }: Judged): readonly string[] {
  return [
    ...(oracle.assumptions.complete ? [] : [completeLog]),
    ...(limit.recovers === 'never-refuses' ? [] : [moreInLog(limit)]),
  ];
}

function moreInLog({ isPaced }: LimitTraits): string {
  return isPaced
    ? 'A log with more actions that came soon after an accept on the same key can show more.'
    : 'A log with more actions on the same keys than the limit allows can show more.';
}

function afterDoubt(report: Judged): readonly string[] {
  const { actions, oracle } = report;
  const answered = actions.accepted + actions.rejected > 0;
  const advice = [
    ...voidAdvice(report),
    ...wireAdvice(report),
    ...lostAdvice(report),
    ...(actions.sent === 0 ? [] : stateDoubtAdvice(report.state)),
  ];
  if (report.interrupted) advice.push('Let the run come to its end.');
  if (isTooSlow(report)) advice.push('Give the generator more room: fewer users, or a quieter machine.');
  advice.push(...tooTight(report));
  const { initial } = oracle.assumptions;
  if (answered && initial === 'unknown' && oracle.trueAccepts === 0 && !isMisread(report)) {
    advice.push(
      'The keys had an unknown past: fresh resource names (${run}), a reset hook, or `oracle: {initial: fresh}` where nobody used them before, let accepts be judged.',
    );
  }
  return advice;
}

/** Whether a slow generator is what kept answers from being decided, or users from getting in. */
function isTooSlow(report: Judged): boolean {
  const { harness, actions, oracle, connections, serverDied } = report;
  if (harness.health !== 'degraded' || serverDied !== null || isMisread(report)) return false;
  if (actions.accepted + actions.rejected === 0) return false;
  return (oracle.resolution ?? 1) < wantedResolution || connections.missing.users > 0;
}

function isMisread({ actions, actionReasons }: Judged): boolean {
  return areMisread({ counts: actions, actionReasons });
}

function voidAdvice({ harness }: Judged): readonly string[] {
  if (harness.health !== 'void') return [];
  return ['Run again on a machine that is neither suspended nor has its clock set meanwhile.'];
}

/** What to look at when nobody got in, or nothing was understood. */
function wireAdvice(report: Judged): readonly string[] {
  const { actions } = report;
  if (!isMeasured(report)) return [];
  const hooks = blamedHooks({ ...report, counts: actions });
  if (hooks !== null)
    return [
      `Look at the hook \`${hooks.hook}\` first, and at what the server answers it, with one user: --users 1 --steps 2 --trace u0.`,
    ];
  if (isNobodyIn(report)) return ['Check the address, the namespace or path, and the credentials.'];
  if (isMisread(report))
    return ['See what the server really answers, with one user: --users 1 --steps 2 --trace u0.'];
  if (actions.sent === 0 || actions.accepted + actions.rejected > 0) return [];
  if (report.serverDied !== null) return [];
  return [`${silenceText(report)} --users 1 --steps 2 --trace u0 shows the raw traffic.`];
}

/** What nothing but silence points at: a name that the server does not know, or answers that carry the id elsewhere. */
function silenceText({ events }: Judged): string {
  const isHeard = events.some(
    (event) =>
      event.kind === 'note' &&
      (event.text.includes('could not be read as an answer') || event.text.includes('no action that waits')),
  );
  return isHeard
    ? "Messages came that are no answers to what was sent: the path of the wire's id is likely wrong, or the server does not repeat the id."
    : 'Nothing came that answers what was sent: the server does not know the event (is its name right?), or it does not acknowledge.';
}

function lostAdvice(report: Judged): readonly string[] {
  const { stranded, opened, reconnected } = report.connections;
  const { neverIn } = report;
  if (stranded.sinceUs === null || opened === 0) return [];
  if (stranded.users === neverIn.users)
    return [`See why ${plural(neverIn.users, 'user')} never got in: the reasons of the connections say it.`];
  const when = `${durationText(stranded.sinceUs)} into the run`;
  const log = isMeasured(report) ? ': see its log, then run again.' : '.';
  if (stranded.users * 2 > opened - reconnected) return [`The server was lost ${when}${log}`];
  const users = plural(stranded.users, 'user');
  return [`${users} lost the server, the first ${when}${log}`];
}

/** Many undecided answers: rounds that take longer than the margin leaves room for. */
function tooTight(report: Judged): readonly string[] {
  const { oracle, latency, limit } = report;
  if ((oracle.resolution ?? 1) >= wantedResolution || isMisread(report)) return [];
  const { p99Us } = latency.response;
  const larger = limit.isPaced ? marginText(p99Us) : null;
  const margin =
    larger === null
      ? []
      : [`A margin of ${larger} would leave room for these response times: pacing.cooldownAware.margin.`];
  return [
    ...margin,
    'See what the plan can decide before it is played: turnwise plan with the same scenario.',
  ];
}

/** What scenarios have that say nothing of it: less would be no advice. */
const usualMarginMs = 20;

/** Twice the slowest usual answer, rounded up to a number that people would write. */
function marginText(p99Us: number | null): string | null {
  const wantedMs = (2 * (p99Us ?? 0)) / 1000;
  if (wantedMs <= usualMarginMs) return null;
  const stepMs = wantedMs <= 100 ? 5 : 50;
  return `${Math.ceil(wantedMs / stepMs) * stepMs} ms`;
}
