import { planFor } from '../../src/plan-for.js';
import type { Played } from '../../src/playing/play.js';
import { scenarioOf } from '../../src/scenario/load.js';
import { Problem } from '../../src/scenario/problem.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { sha256 } from '../scenario/support.js';
import { simulatedReport } from '../simulate/playing.js';
import { playOf, worldOf } from './bad-day.js';
import type { Served } from './servers.js';

const options = { env: {}, run: 'run1', digest: sha256 };

/** A day of a server as it was played, on one node or several. */
export interface PlayedDay {
  readonly seed: string;
  readonly nodes: number;
  readonly troubles: readonly string[];
  readonly played: Played;
}

/** What many days of a correct server came to. */
export interface ServerCount {
  readonly accusations: readonly string[];
  readonly answered: number;
  readonly accepts: number;
  readonly rejects: number;
  readonly unanswered: number;
}

/** Plays one bad day of a server in virtual time, through everything that `turnwise simulate` uses. */
export async function playServerDay(served: Served, seed: string, nodes: number): Promise<PlayedDay> {
  const day = playOf(served, seed, isPlayable);
  const { durationUs } = planFor(scenarioOf(day.input, options), sha256).header;
  const { troubles, ...world } = worldOf(day, durationUs, nodes);
  const scenario = scenarioOf({ ...day.input, ...world }, options);
  return { seed, nodes, troubles, played: await simulatedReport(scenario) };
}

/** Some pacings are for limits that end, or that users share, and say so. */
function isPlayable(input: ScenarioInput): boolean {
  try {
    planFor(scenarioOf(input, options), sha256);
    return true;
  } catch (error) {
    if (error instanceof Problem || error instanceof RangeError) return false;
    throw error;
  }
}

/** The same server, set up wrongly. */
export function wronged(served: Served): Served {
  return { ...served, settings: { ...served.settings, ...served.wrong } };
}

/** Plays many days, on one node and on two in turn, and gives the accusations, of which there must be none. */
export async function serverGate(served: Served, seeds: readonly string[]): Promise<ServerCount> {
  const accusations: string[] = [];
  const counts = { answered: 0, accepts: 0, rejects: 0, unanswered: 0 };
  for (const [index, seed] of seeds.entries()) {
    const day = await playServerDay(served, seed, 1 + (index % 2));
    accusations.push(...accusationsOf(served, day));
    const { actions, oracle } = day.played.report;
    counts.answered += actions.accepted + actions.rejected;
    counts.unanswered += actions.unknown;
    counts.accepts += oracle.trueAccepts;
    counts.rejects += oracle.trueRejects;
  }
  return { accusations, ...counts };
}

/** What a gate says when it closes: everything needed to play the day again. */
function accusationsOf({ title }: Served, { seed, nodes, troubles, played }: PlayedDay): string[] {
  const { verdict, report } = played;
  const { violations, history } = verdict;
  const accused = violations.some(({ strength }) => strength !== 'conditional');
  if (history !== 'invalid' && !accused && report.verdict !== 'fail') return [];
  const sentences = violations.map(({ kind, because }) => `  ${kind}: ${because}`);
  const what = `${title} on ${nodes} nodes, seed ${seed}: a correct server was accused (history ${history})`;
  return [[what, `  troubles: ${troubles.join(', ')}`, ...sentences].join('\n')];
}
