import { countText, durationText, plural, shareText } from '../report/words.js';
import { safeText } from './format/safe.js';
import { fit, pad, widthOf } from './format/width.js';
import type { ColourName, Colours } from './reporter.js';

/** What is known of a run while it goes on. Counts only grow; percentiles are of answers so far. */
export interface LiveSnapshot {
  readonly stage: 'connecting' | 'playing' | 'waiting' | 'judging';
  readonly phase: string;
  /** Which of the phases that is, counted from 1. */
  readonly phaseNumber: number;
  readonly phases: number;
  /** Since the start of the run: what the times of its report count from too. */
  readonly elapsedUs: number;
  /** Of the plan, and what is left of that. */
  readonly durationUs: number;
  readonly leftUs: number;
  /** Users with an open connection, of those who should have one by now. */
  readonly connected: number;
  readonly users: number;
  readonly sent: number;
  readonly planned: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: number;
  /** Given up. */
  readonly unknown: number;
  /** Past their timeout, and still waited for. */
  readonly overdue: number;
  /** Sent, and neither answered nor past their timeout. */
  readonly inFlight: number;
  readonly dropped: number;
  readonly decided: number;
  readonly correct: number;
  readonly violations: number;
  /** False where answers may turn out to belong to other actions: then nothing is proven before the end. */
  readonly isSure: boolean;
  /** The latest ones, the last one last. */
  readonly latest: readonly LiveViolation[];
  /** Of every answer. */
  readonly p50Us: number | null;
  readonly p99Us: number | null;
  readonly accepts: LiveTimes;
  readonly rejects: LiveTimes;
  /** How late the generator sends. */
  readonly latenessP99Us: number | null;
  readonly health: 'ok' | 'late' | 'busy' | 'void';
  /** What is made to go wrong at the moment, in words; `null`: the plan makes no trouble at all. */
  readonly fault: string | null;
}

export interface LiveTimes {
  readonly p50Us: number | null;
  readonly p99Us: number | null;
}

/** A violation as it happened: the same that the report says. */
export interface LiveViolation {
  /** When it was sent, since the start of the run. */
  readonly atUs: number;
  readonly user: string;
  readonly resource: string;
  /** What was wrong with it: `accepted, had to be refused`. */
  readonly what: string;
}

/** Violations that a panel has room for. */
export const latestMost = 3;

const barColumns = 24;
const titleColumns = 11;

/**
 * The panel of a terminal of so many columns. The number of lines never changes in a run, and numbers keep their
 * places, so that nothing jumps.
 */
export function liveLines(snapshot: LiveSnapshot, colours: Colours, columns = 80): readonly string[] {
  const { violations, health, fault, isSure } = snapshot;
  const wrong = violations === 0 ? 'green' : isSure ? 'red' : 'yellow';
  const rows: readonly Row[] = [
    ['phase', stageText(snapshot)],
    ['sent', sentText(snapshot)],
    ['users', `${countText(snapshot.connected)} of ${countText(snapshot.users)} connected`],
    ['answers', answersText(snapshot)],
    ['missing', missingText(snapshot)],
    ['oracle', oracleText(snapshot), wrong],
    ['accepted', timesText(snapshot.accepts)],
    ['rejected', timesText(snapshot.rejects)],
    ['generator', generatorText(snapshot), health === 'ok' ? undefined : 'yellow'],
    ...(fault === null
      ? []
      : [['fault', fault === '' ? 'none' : fault, fault === '' ? undefined : 'yellow'] as const]),
    ...violationRows(snapshot),
  ];
  return rows.map((row) => line(row, colours, columns));
}

type Row = readonly [title: string, text: string, colour?: ColourName | undefined];

/** Always so many lines, empty ones among them. */
function violationRows({ latest, isSure }: LiveSnapshot): readonly Row[] {
  const shown = latest.slice(-latestMost);
  return Array.from({ length: latestMost }, (_, index): Row => {
    const one = shown[index];
    if (one === undefined) return ['', ''];
    return [index === 0 ? (isSure ? 'wrong' : 'suspect') : '', deedText(one), 'red'];
  });
}

function line([title, text, colour]: Row, colours: Colours, columns: number): string {
  const safe = safeText(text);
  // Where there is no room for colours to matter, there may be none for the text either.
  if (columns <= titleColumns) return fit(pad(title, titleColumns, 'left') + safe, columns).trimEnd();
  const fitted = fit(safe, columns - titleColumns);
  const name = colours.bold(pad(title, titleColumns, 'left'));
  return `${name}${colour === undefined ? fitted : colours[colour](fitted)}`.trimEnd();
}

function stageText(snapshot: LiveSnapshot): string {
  const { stage, elapsedUs, leftUs, inFlight } = snapshot;
  const sofar = `${secondsText(elapsedUs)} so far`;
  switch (stage) {
    case 'connecting':
      return `${name('connecting')} ${sofar}, ${secondsText(leftUs)} to play`;
    case 'playing':
      return `${name(phaseText(snapshot))} ${sofar}, ${secondsText(leftUs)} left`;
    case 'waiting':
      return `${name(`waiting for ${plural(inFlight, 'answer')}`)} ${sofar}`;
    case 'judging':
      return `${name('over: judging')} ${sofar}`;
  }
}

const nameColumns = 34;
const name = (text: string): string => pad(fit(safeText(text), nameColumns), nameColumns, 'left');

function phaseText({ phase, phaseNumber, phases }: LiveSnapshot): string {
  return phases < 2 ? phase : `${phaseNumber} of ${phases}, ${phase}`;
}

function sentText({ sent, planned }: LiveSnapshot): string {
  const percent = planned <= 0 ? 0 : Math.floor(100 * Math.min(1, Math.max(0, sent / planned)));
  return `${bar(sent, planned)} ${pad(`${percent} %`, 5, 'right')}   ${countText(sent)} of ${countText(planned)}`;
}

function answersText({ accepted, rejected, errors, planned }: LiveSnapshot): string {
  return cells(planned, { accepted, rejected, errors });
}

function missingText({ unknown, overdue, dropped, inFlight, planned }: LiveSnapshot): string {
  return cells(planned, { unanswered: unknown + overdue, 'never left': dropped, 'under way': inFlight });
}

function oracleText({ decided, correct, violations, isSure }: LiveSnapshot): string {
  const accuracy = decided === 0 ? '-' : shareText(correct / decided);
  const right = `accuracy ${accuracy}, ${countText(correct)} of ${countText(decided)} decided right`;
  return `${right}, ${plural(violations, isSure ? 'violation' : 'suspect')}`;
}

function timesText({ p50Us, p99Us }: LiveTimes): string {
  return `p50 ${pad(usText(p50Us), 8, 'right')}   p99 ${pad(usText(p99Us), 8, 'right')}`;
}

function generatorText({ health, latenessP99Us }: LiveSnapshot): string {
  return `${healthWords[health]}, sent late by p99 ${usText(latenessP99Us)}`;
}

const healthWords: Readonly<Record<LiveSnapshot['health'], string>> = {
  ok: 'ok',
  late: 'late: it blurs what it measures',
  busy: 'busy: little of its core is left',
  void: 'void: its clock cannot be trusted',
};

/** Counts that stand in the same places however they grow. */
function cells(most: number, counts: Readonly<Record<string, number>>): string {
  const width = widthOf(countText(most));
  return Object.entries(counts)
    .map(([title, count]) => `${pad(title, 10, 'left')} ${pad(countText(count), width, 'right')}`)
    .join('   ');
}

function secondsText(us: number): string {
  return `${(Math.max(0, us) / 1_000_000).toFixed(1)} s`;
}

function usText(us: number | null): string {
  return us === null ? '-' : durationText(us);
}

/** A bar that is full only when all is done. */
function bar(done: number, all: number): string {
  const share = all <= 0 ? 0 : Math.min(1, Math.max(0, done / all));
  const filled = Math.floor(share * barColumns);
  return `[${'#'.repeat(filled)}${'.'.repeat(barColumns - filled)}]`;
}

/** The same in one plain line, for logs: a word before each number, always the same ones. */
export function liveLine(snapshot: LiveSnapshot): string {
  const { stage, sent, planned, accepted, rejected, errors, decided, correct, violations } = snapshot;
  const width = widthOf(countText(planned));
  const count = (number: number): string => pad(countText(number), width, 'right');
  const { phases, phaseNumber } = snapshot;
  const gone = snapshot.unknown + snapshot.overdue;
  const phase = phases < 2 ? snapshot.phase : `${snapshot.phase} ${phaseNumber}/${phases}`;
  const parts = [
    pad(secondsText(snapshot.elapsedUs), 8, 'right'),
    pad(fit(safeText(stage === 'playing' ? phase : stage), 20), 12, 'left'),
    ...(stage === 'playing' ? [`left ${secondsText(snapshot.leftUs)}`] : []),
    `users ${countText(snapshot.connected)}/${countText(snapshot.users)}`,
    `sent ${count(sent)}/${countText(planned)}`,
    `accepted ${count(accepted)}`,
    `rejected ${count(rejected)}`,
    ...(errors > 0 ? [`errors ${countText(errors)}`] : []),
    ...(gone > 0 ? [`unanswered ${countText(gone)}`] : []),
    ...(snapshot.dropped > 0 ? [`never left ${countText(snapshot.dropped)}`] : []),
    `right ${count(correct)}/${countText(decided)}`,
    `${snapshot.isSure ? 'violations' : 'suspects'} ${countText(violations)}`,
    `p99 accepted/rejected ${usText(snapshot.accepts.p99Us)}/${usText(snapshot.rejects.p99Us)}`,
    ...(snapshot.health === 'ok' ? [] : [`generator ${snapshot.health}`]),
    ...(snapshot.fault === null || snapshot.fault === '' ? [] : [`fault ${safeText(snapshot.fault)}`]),
  ];
  return parts.join('  ');
}

/** A violation in a plain line of its own, the moment it is proven. */
export function liveViolationLine(violation: LiveViolation, wall: string | null): string {
  return `violation  ${deedText(violation)}${wall === null ? '' : ` (sent ${wall})`}`;
}

function deedText({ atUs, user, resource, what }: LiveViolation): string {
  return safeText(`${(atUs / 1_000_000).toFixed(3)} s  ${user} on ${resource}: ${what}`);
}
