import { rarityText, pooledOf, type Pooled } from './races.js';
import type { Report } from './report.js';
import { plural } from './words.js';

/** The plays of a repeated run: the same scenario with one seed after the other. */
export interface Repeats {
  /** How many plays were asked for; there are fewer where somebody stopped them. */
  readonly count: number;
  readonly plays: readonly RepeatedPlay[];
  readonly races: PooledRaces;
}

/** One of them, in the numbers of its own report. */
export interface RepeatedPlay {
  readonly seed: string;
  readonly verdict: Report['verdict'];
  /** Sent. */
  readonly actions: number;
  readonly decided: number;
  /** Proven ones. */
  readonly violations: number;
  /** Pairs of actions at which a race would have been proven: `oracle.races.meetings` of its report. */
  readonly meetings: number;
  /** Proven violations among actions that met, and how many pairs had met by the first of them. */
  readonly races: number;
  readonly raceAfter: number | null;
  readonly folder: string;
}

/** Races over all plays. */
export interface PooledRaces extends Pooled {
  /** In how many plays one was seen. */
  readonly plays: number;
  /** How many pairs had met by the first, those of the plays before included; `null` where none was seen. */
  readonly firstAfter: number | null;
}

/** What of a report stands in the line of its play. */
export function playOf({ seed, verdict, actions, oracle }: Report, folder: string): RepeatedPlay {
  return {
    seed: seed ?? '',
    verdict,
    actions: actions.sent,
    decided: oracle.decided,
    violations: oracle.violationCount,
    meetings: oracle.races.meetings,
    races: oracle.races.violations,
    raceAfter: oracle.races.firstAfter,
    folder,
  };
}

/** The plays together: races are looked for at the meetings of all of them. */
export function repeatsOf(count: number, plays: readonly RepeatedPlay[]): Repeats {
  const meetings = plays.reduce((sum, play) => sum + play.meetings, 0);
  const raced = plays.filter(({ races }) => races > 0).length;
  return {
    count,
    plays,
    races: { ...pooledOf(meetings, raced > 0), plays: raced, firstAfter: firstRaceOf(plays) },
  };
}

function firstRaceOf(plays: readonly RepeatedPlay[]): number | null {
  let before = 0;
  for (const { meetings, raceAfter } of plays) {
    if (raceAfter !== null) return before + raceAfter;
    before += meetings;
  }
  return null;
}

/**
 * The verdict of all plays is that of the worst. A proof in one play is a proof. One play that could not
 * tell makes the whole inconclusive: a pass says that every play could tell, and saw nothing wrong.
 */
export function pooledVerdictOf({
  count,
  plays,
}: Pick<Repeats, 'count' | 'plays'>): Pick<Report, 'verdict' | 'reasons'> {
  const failed = plays.filter(({ verdict }) => verdict === 'fail');
  const unsure = plays.filter(({ verdict }) => verdict === 'inconclusive');
  const missing = count - plays.length;
  const of = `of ${plural(count, 'play')}`;
  const stopped = missing > 0 ? [`stopped after ${plays.length} ${of}`] : [];
  if (failed.length > 0)
    return { verdict: 'fail', reasons: [`${failed.length} ${of} failed (${seedsText(failed)})`, ...stopped] };
  const could = unsure.length > 0 ? [`${unsure.length} ${of} could not tell (${seedsText(unsure)})`] : [];
  if (could.length + stopped.length > 0) return { verdict: 'inconclusive', reasons: [...could, ...stopped] };
  const decided = plays.reduce((sum, play) => sum + play.decided, 0);
  const answers = plural(decided, 'answer');
  return { verdict: 'pass', reasons: [`all ${plural(count, 'play')} passed; ${answers} decided, all right`] };
}

const seedsMost = 5;

function seedsText(plays: readonly RepeatedPlay[]): string {
  const shown = plays.slice(0, seedsMost).map(({ seed }) => seed);
  const more = plays.length - shown.length;
  return `seed ${[...shown, ...(more === 0 ? [] : [`${more} more`])].join(', ')}`;
}

/** What the plays together say of races. Never that there are none. */
export function pooledRacesText({ plays, races }: Repeats): string {
  const of = plural(plays.length, 'play');
  if (races.meetings === 0 && !races.seen)
    return 'no two actions met on one free key at one instant: races were not looked for';
  if (!races.seen) {
    const { meetings, chanceMax } = races;
    return `none seen in ${plural(meetings, 'meeting')}: ${rarityText('a meeting', chanceMax ?? 1)}`;
  }
  const first = `first after ${plural(races.firstAfter ?? 0, 'meeting')}`;
  const isSure = plays.every((play) => play.races === play.violations);
  return isSure
    ? `a race was seen in ${races.plays} of ${of}, ${first}`
    : `violations among actions that met were seen in ${races.plays} of ${of}, ${first}; others needed no meeting, so it need not be a race`;
}
