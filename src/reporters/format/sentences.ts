import type { Report, ReportedViolation } from '../../report/report.js';
import { countText, durationText, plural, shareText } from '../../report/words.js';
import { momentText } from './when.js';

/** What became of the plan, in one sentence. */
export function actionsText({ actions, plan }: Report): string {
  const { planned, sent, accepted, rejected, errors, unknown, dropped } = actions;
  const parts = [
    `${countText(accepted)} accepted`,
    `${countText(rejected)} rejected`,
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(unknown > 0 ? [`${countText(unknown)} unanswered`] : []),
  ];
  const left = dropped > 0 ? `; ${countText(dropped)} never left` : '';
  const came =
    plan.hash === null
      ? plural(sent, 'action')
      : `${countText(sent)} of ${plural(planned, 'planned action')} sent`;
  return `${came}: ${parts.join(', ')}${left}`;
}

/** Accuracy, resolution and history, in one sentence. */
export function accuracyText({ oracle }: Report): string {
  const { accuracy, accuracyInterval: interval, resolution, history } = oracle;
  const within = interval === null ? '' : ` (95 %: ${shareText(interval[0])} to ${shareText(interval[1])})`;
  const resolved = resolution === null ? '' : `, resolution ${shareText(resolution)}`;
  const accurate = accuracy === null ? 'nothing was decided' : `${shareText(accuracy)}${within}`;
  return `${accurate}${resolved}, history ${history}`;
}

/** Refusals that told a time to come back at which there was surely no room yet: violations that are no wrong cell. */
export function promisesText({ oracle: { earlyPromises } }: Report): string | null {
  if (earlyPromises === 0) return null;
  const told = plural(earlyPromises, 'refusal was right but', 'refusals were right but');
  return `${told} told to come back too early`;
}

export function keysText({ oracle: { keys } }: Report): string {
  const all = plural(keys.valid + keys.invalid + keys.unknown, 'key');
  const parts = [
    `${countText(keys.valid)} explained`,
    ...(keys.invalid > 0 ? [`${countText(keys.invalid)} without an explanation`] : []),
    ...(keys.unknown > 0 ? [`${countText(keys.unknown)} given up`] : []),
    ...(keys.vacuous > 0 ? [`${countText(keys.vacuous)} that prove nothing`] : []),
  ];
  return `${all}: ${parts.join(', ')}`;
}

/** What the judge took for granted, in one line. */
export function assumptionsText({ oracle: { assumptions: a } }: Report): string {
  return [
    `tick ${durationText(a.tickUs)}`,
    `drift ${a.driftPpm} ppm`,
    graceText(a.graceUs),
    a.horizonUs === null ? 'no horizon' : `horizon ${durationText(a.horizonUs)}`,
    a.initial === 'fresh' ? 'keys start fresh' : 'past of keys unknown',
    a.exclusive ? 'nobody else uses them' : 'others use them too',
    a.complete ? 'history complete' : 'history incomplete',
    a.state === 'durable' ? 'state survives restarts' : 'state is lost at a restart',
    `boundary ${a.boundary}`,
    `least margin ${durationText(a.minMarginUs)}`,
    ...(a.resolutionUs > 0 ? [`times known to ${durationText(a.resolutionUs)}`] : []),
    ...(a.offsetBoundUs > 0 ? [`clocks apart by at most ${durationText(a.offsetBoundUs)}`] : []),
  ].join(', ');
}

function graceText({ early, late }: Report['oracle']['assumptions']['graceUs']): string {
  return early + late === 0
    ? 'no grace'
    : `grace ${durationText(early)} early and ${durationText(late)} late`;
}

/** What the right answers show of the limit, in one sentence; `null` when they show nothing, or not all were right. */
export function shownText({ oracle }: Report): string | null {
  const { refusesUntilUs, acceptsFromUs } = oracle.shown;
  if (oracle.history !== 'valid' || oracle.violationCount > 0) return null;
  const refused =
    refusesUntilUs === null ? [] : [`refused up to ${durationText(refusesUntilUs)} after an accept`];
  const after = refusesUntilUs === null ? 'after an accept' : 'on';
  const accepted = acceptsFromUs === null ? [] : [`accepted from ${durationText(acceptsFromUs)} ${after}`];
  const sides = [...refused, ...accepted];
  if (sides.length === 0) return null;
  const gap = sides.length === 2 ? '; nothing is shown in between' : '';
  const limit = oracle.limitUs === null ? '' : ` (limit ${durationText(oracle.limitUs)})`;
  return `${sides.join(', ')}${gap}${limit}`;
}

/**
 * `false accept on r3, 0 ms is 2.341 s into the run (2026-01-02 03:04:07.341 UTC); ...`: when the first of its actions
 * was sent, which is what their times count from, how sure that is, and what keeps it from being a proof.
 */
export function violationText(
  violation: ReportedViolation,
  report: Pick<Report, 'environment' | 'plan'>,
): string {
  const { actions } = violation;
  const isSent = actions.some(({ sentAtUs }) => sentAtUs !== null);
  const when = isSent ? `, 0 ms is ${momentText(firstSendOf(actions) - zeroUsOf(violation), report)}` : '';
  return `${kindText(violation)}${when}; ${surenessText(violation)}`;
}

/** Times of a log's actions may count from anywhere; those of violations count from its beginning. */
export function zeroUsOf({ actions, atUs }: ReportedViolation): number {
  const sentAtUs = actions.at(-1)?.sentAtUs ?? null;
  return sentAtUs === null || atUs === null ? 0 : sentAtUs - atUs;
}

/** `false accept on r3` */
export function kindText({ kind, key }: ReportedViolation): string {
  return `${kind.replace('-', ' ')} on ${key}`;
}

/** How sure a violation is, and what keeps it from being a proof. */
export function surenessText({ marginUs, strength }: ReportedViolation): string {
  const doubt = strength === 'proven' ? '' : `; ${strength}, so not counted`;
  return `innocent only if all times were off by more than ${durationText(marginUs)}${doubt}`;
}

/** The first send of a violation's actions: what the others are told relative to. */
export function firstSendOf(actions: ReportedViolation['actions']): number {
  const sends = actions.flatMap(({ sentAtUs }) => (sentAtUs === null ? [] : [sentAtUs]));
  return sends.length === 0 ? 0 : Math.min(...sends);
}

export function connectionsText({ connections: c }: Report): string {
  const parts = [
    `${countText(c.attempted)} attempted`,
    `${countText(c.opened)} opened`,
    ...(c.failed > 0 ? [`${countText(c.failed)} failed`] : []),
    ...(c.dropped > 0 ? [`${countText(c.dropped)} lost`] : []),
    ...(c.reconnected > 0 ? [`${countText(c.reconnected)} came back`] : []),
    ...(c.bytesIn + c.bytesOut > 0 ? [`${bytesText(c.bytesIn)} in`, `${bytesText(c.bytesOut)} out`] : []),
  ];
  return parts.join(', ');
}

/** Decimal units, as networks are measured. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  const digits = unit > 0 && value < 9.95 ? 1 : 0;
  return `${value.toFixed(digits)} ${units[unit] ?? ''}`;
}

/** Milliseconds for a table; a dash where there is nothing. */
export function msText(us: number | null, digits: number): string {
  if (us === null) return '-';
  const [whole = '', fraction] = (us / 1000).toFixed(digits).split('.');
  const grouped = whole.startsWith('-') ? `-${countText(Number(whole.slice(1)))}` : countText(Number(whole));
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Whether there is anything to say of connections: the log of another tool may know none. */
export function hasConnections({ connections, plan }: Report): boolean {
  return plan.hash !== null || connections.attempted + connections.dropped > 0;
}

/** Whether there is anything to say of the generator: a log, a stored history and a simulation have measured none. */
export function hasHarness({ harness, plan }: Report): boolean {
  if (harness.health === 'void') return true;
  return plan.hash !== null && (isMeasured(harness) || harness.because.length > 0);
}

/** The state of the generator, with what it used where that was measured. */
export function healthText({ harness }: Report): string {
  if (!isMeasured(harness)) return harness.health;
  return `${harness.health}, cpu ${durationText(harness.cpuUs)}, memory ${bytesText(harness.rssBytes)}`;
}

function isMeasured({ eventLoopDelay, rssBytes }: Report['harness']): boolean {
  return eventLoopDelay.count > 0 || rssBytes > 0;
}

/** What became of an action of a violation: `accepted`, `release rejected (not yours)`. */
export function outcomeText({ action, outcome, reason }: ReportedViolation['actions'][number]): string {
  const did = action === null ? outcome : `${action} ${outcome}`;
  return reason === null ? did : `${did} (${reason})`;
}
