import { pooledOf } from '../report/races.js';
import { plural, shareText } from '../report/words.js';
import type { Bug } from '../behaviours/behaviour.js';
import type { Change, MutantResult, MutationReport, Trial } from './mutation-report.js';

/** What became of one mutant. */
export interface Tried {
  readonly name: string;
  /** Its sentences say the values of settings. */
  readonly bug: Bug;
  readonly trials: readonly Trial[];
  /** Why it was not played; `null`: it was. */
  readonly notPlayed: string | null;
  /** Killed, but by no live run: see `MutantResult`. */
  readonly onlySimulated: boolean;
  /** Of a survivor. */
  readonly why: string | null;
  readonly change: Change | null;
}

/** Everything a report is made of. Secrets are taken out later. */
export interface MutationFacts extends Pick<
  MutationReport,
  'command' | 'scenario' | 'seed' | 'server' | 'played' | 'repeat' | 'minScore' | 'controls'
> {
  readonly tried: readonly Tried[];
  readonly interrupted: boolean;
  /** Where the numbers of server and model differ, in words; `null`: nowhere that is known. */
  readonly apart: string | null;
}

/** The report of a scenario's teeth: a pure summary of what was tried. */
export function mutationReportOf(facts: MutationFacts): MutationReport {
  const { tried, interrupted: _interrupted, apart: _apart, ...rest } = facts;
  const mutants = tried.map(resultOf);
  const count = (status: MutantResult['status']): number =>
    mutants.filter((mutant) => mutant.status === status).length;
  const counts = {
    killed: count('killed'),
    onlySimulated: mutants.filter(({ onlySimulated }) => onlySimulated).length,
    survived: count('survived'),
    hidden: count('hidden'),
    notPlayed: count('not-played'),
  };
  const played = counts.killed + counts.survived;
  const score = played === 0 ? null : counts.killed / played;
  const judged = verdictOf({ ...facts, counts, score });
  return { schemaVersion: 1, ...judged, ...rest, score, counts, mutants };
}

/** Who is proven wrong is killed, hidden or not: what the need says is a guess, a proof is none. */
function statusOf({ bug, trials, notPlayed }: Tried): MutantResult['status'] {
  if (trials.some(({ first }) => first !== null)) return 'killed';
  if (bug.needs === 'exact-time') return 'hidden';
  return notPlayed === null ? 'survived' : 'not-played';
}

function resultOf(tried: Tried): MutantResult {
  const { name, bug, trials, notPlayed, why, change, onlySimulated } = tried;
  const status = statusOf(tried);
  const { wrong, shows, seen, needs } = bug;
  return {
    name,
    wrong,
    shows,
    seen,
    needs,
    status,
    onlySimulated: status === 'killed' && onlySimulated,
    why: status === 'killed' ? null : (notPlayed ?? why),
    change: status === 'survived' ? change : null,
    trials,
    race: needs === 'meeting' && trials.length > 0 ? raceOf(trials) : null,
  };
}

/** Meetings of all trials; of the one that killed it, those until then. */
function raceOf(trials: readonly Trial[]): MutantResult['race'] {
  const meetings = trials.reduce((sum, { first, meetings: all }) => sum + (first?.meetings ?? all), 0);
  return pooledOf(
    meetings,
    trials.some(({ first }) => first !== null),
  );
}

type Judged = Pick<MutationReport, 'verdict' | 'reasons'>;

function verdictOf({
  controls,
  counts,
  score,
  minScore,
  interrupted,
  apart,
}: MutationFacts & Pick<MutationReport, 'counts' | 'score'>): Judged {
  const accused = controls.find(({ first }) => first !== null);
  if (accused !== undefined) return { verdict: 'fail', reasons: [accusationOf(accused, apart)] };
  const stopped = interrupted ? ['it was stopped early: this is what was known by then'] : [];
  if (score === null)
    return { verdict: 'inconclusive', reasons: [...stopped, 'none of the mutants was played'] };
  if (counts.killed === 0 && controls.every(({ resolution }) => (resolution ?? 0) === 0))
    return { verdict: 'inconclusive', reasons: [...stopped, undecided] };
  const of = `${counts.killed} of ${plural(counts.killed + counts.survived, 'mutant')} killed`;
  if (minScore !== null && score < minScore) {
    const low = `the score is ${shareText(score, minScore)} (${of}${onlyText(counts, ', ')}), below ${shareText(minScore)}`;
    return { verdict: 'fail', reasons: [...stopped, low] };
  }
  return {
    verdict: interrupted ? 'inconclusive' : 'pass',
    reasons: [...stopped, `${of}: score ${shareText(score, minScore ?? 1)}${onlyText(counts, ' (', ')')}`],
  };
}

/** What of the score does not hold for a live run. */
function onlyText({ onlySimulated }: MutationReport['counts'], before: string, behind = ''): string {
  return onlySimulated === 0 ? '' : `${before}${onlySimulated} of them only in simulation${behind}`;
}

const undecided =
  "none of the correct server's answers could be decided, so no bug can show: turnwise plan says what would";

function accusationOf({ seed, nodes, first }: Trial, apart: string | null): string {
  const on = nodes === 1 ? '' : ` on ${nodes} nodes`;
  const why =
    apart ??
    'either the model of the scenario is not what this server does, or its settings are not those of the model';
  return `the correct server was accused (seed ${seed}${on}), so a kill means nothing here: ${why}. ${first?.because ?? ''}`;
}
