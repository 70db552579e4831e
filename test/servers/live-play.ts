import type { Behaviour, BehaviourAnswer } from '../../src/behaviours/behaviour.js';
import { historyBuilder, type HistoryBuilder } from '../../src/history/columns.js';
import type { Outcome } from '../../src/history/outcome.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import { randomOf } from '../../src/plan/random.js';
import { pairs, type Pair } from '../behaviours/paired.js';
import { exchange, openWs } from './clients.js';

export const seedText = process.env['TURNWISE_TEST_SEED'] ?? 'nodes';

/**
 * The server's processes and this one read one clock, to the microsecond: no tick and no drift is
 * allowed for but the rounding.
 */
const oneClock: Assumptions = {
  ...defaultAssumptions,
  initial: 'fresh',
  tickUs: 2,
  driftPpm: 0,
  minMarginUs: 2,
};

/** How a server is played. */
export interface Crowd {
  readonly seed: string;
  readonly rounds: number;
  /** Before all names: makes every key fresh. */
  readonly name: string;
}

/** What became of it. */
export interface Judged {
  readonly verdict: Verdict;
  /** How many answers were neither yes nor no. */
  readonly errors: number;
}

/** A search that tries every order has only so much budget. */
const usersOf = ({ model, blind }: Pair): number => ((blind ?? model).driver.kind === 'bounded' ? 2 : 4);

/**
 * A crowd against a server, each user with a WebSocket to every URL: in most rounds all of them at once
 * on one resource, in the others each somewhere, so that a user too meets itself, at another process. The
 * next round begins when all are answered.
 */
export async function judgedCrowd(urls: readonly string[], pair: Pair, crowd: Crowd): Promise<Judged> {
  const { kinds, costMax, behaviour } = pair;
  const random = randomOf(crowd.seed, 'crowd');
  // Games know their players by name.
  const isGame = (behaviour.bug?.of ?? behaviour.name) === 'game';
  const lines = await Promise.all(
    Array.from({ length: usersOf(pair) * urls.length }, async (_, n) => ({
      socket: await openWs(urls[n % urls.length]),
      user: `${isGame ? '' : crowd.name}u${Math.floor(n / urls.length)}`,
    })),
  );
  const rows: Parameters<HistoryBuilder['add']>[0][] = [];
  const act = async (id: number, { socket, user }: (typeof lines)[number], resource: string) => {
    const action = kinds[random.below(kinds.length)];
    const cost = random.below(4) === 0 ? 1 + random.below(costMax) : 1;
    const sentAtUs = Math.floor(nowUs());
    const answer = await exchange(socket, JSON.stringify({ id, user, resource, type: action, cost }));
    const settledAtUs = Math.ceil(nowUs());
    const { kind, ...rest } = outcomeOf(answer as BehaviourAnswer);
    const times = { intendedAtUs: sentAtUs, sentAtUs, settledAtUs };
    rows.push({ id, user, resource, action, cost, step: id, outcome: kind, ...rest, ...times });
  };
  for (let round = 0; round < crowd.rounds; round++) {
    const place = (): string => `${crowd.name}r${random.below(2)}`;
    const together = random.below(3) > 0 ? place() : null;
    await Promise.all(lines.map((line, n) => act(round * lines.length + n, line, together ?? place())));
  }
  for (const { socket } of lines) socket.terminate();
  const builder = historyBuilder(rows.length);
  rows.toSorted((a, b) => (a.sentAtUs ?? 0) - (b.sentAtUs ?? 0)).forEach((row) => builder.add(row));
  const verdict = judge(pair.blind ?? pair.model, builder.build(), oneClock);
  return { verdict, errors: rows.filter(({ outcome }) => outcome === 'error').length };
}

/** A mutant beside the model of the server it was made from, with that one's small numbers. */
export function pairOfMutant(mutant: Behaviour): Pair {
  const pair = pairs.find(({ behaviour }) => behaviour.name === mutant.bug?.of);
  if (pair === undefined) throw new Error(`there is no model for ${mutant.name}`);
  return { ...pair, title: mutant.name, behaviour: mutant };
}

/** What the judge holds against a server, in words. */
export function accusationsIn({ verdict: { history, violations } }: Judged): readonly string[] {
  const proven = violations.filter(({ strength }) => strength === 'proven');
  if (proven.length === 0 && history !== 'invalid') return [];
  return [`history ${history}`, ...violations.map(({ kind, because }) => `${kind}: ${because}`)];
}

function nowUs(): number {
  return Number(process.hrtime.bigint()) / 1000;
}

function outcomeOf(answer: BehaviourAnswer): Outcome {
  if (answer.ok === undefined) return { kind: 'error', reason: answer.message };
  if (answer.ok)
    return answer.token === undefined ? { kind: 'accepted' } : { kind: 'accepted', token: answer.token };
  const { error: reason, retryAfterMs } = answer;
  return { kind: 'rejected', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
