import type { BehaviourAnswer, Handler } from '../../src/behaviours/behaviour.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { History } from '../../src/history/history.js';
import type { Outcome } from '../../src/history/outcome.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import type { Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import type { Pair } from '../behaviours/paired.js';
import { afterStalls, dayOf, type Day, type Trouble } from './day.js';

/** An action on its way to the server. */
interface Arrival {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  readonly cost: number;
  readonly sentUs: number;
  readonly arrivesUs: number;
  /** From the decision to the reader. */
  readonly backUs: number;
  readonly fate: 'answered' | 'request lost' | 'answer lost' | 'unseen';
}

interface Decided extends Arrival {
  readonly decidedUs: number;
  /** `null`: it never came. */
  readonly answer: BehaviourAnswer | null;
}

/** What became of a day, and what the judge says to it. */
export interface Judged {
  readonly day: Day;
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly verdict: Verdict;
}

/** What is asked of the server of a day. */
export type Asked = Omit<Pair, 'title'>;

/**
 * Plays one day against a server and judges it. Windows that follow the server's own clock are judged
 * by a model that does not know when they begin.
 */
export async function judgedDay(asked: Asked, seed: string, calm?: readonly Trouble[]): Promise<Judged> {
  const model = asked.blind ?? asked.model;
  const day = dayOf(seed, runUsOf(model), calm ?? null);
  const history = historyOf(day, await decidedOf(day, asked, arrivalsOf(day, asked)));
  const assumptions = assumptionsOf(day);
  return { day, history, assumptions, verdict: judge(model, history, assumptions) };
}

/** A search that tries every order has only so much budget: its days are short. */
function runUsOf({ driver }: Model): number {
  if (driver.kind !== 'bounded') return 400_000;
  return driver.durationsUs.length === 0 ? 130_000 : 70_000;
}

/** No message takes that long. */
const beforeOverUs = 20_000;

function arrivalsOf(day: Day, { kinds, costMax }: Asked): Arrival[] {
  const { random } = day;
  const users = 3 + random.below(2);
  const resources = 1 + random.below(2);
  const gapUs = 2000 + random.below(day.gapUsMost - 2000);
  const costs = random.below(4) === 0;
  const awayUs = (): number => 50 + random.below(2 * day.latencyUs);
  const arrivals: Arrival[] = [];
  let sentUs = day.before ? -100_000 : random.below(5000);
  while (sentUs < day.runUs) {
    // What was there before the run is over when the run begins.
    if (sentUs < 0 && sentUs > -beforeOverUs) sentUs = 0;
    const isBeside = day.beside && random.below(6) === 0;
    // An action may be sent again at once, or together with another one: that is where races are.
    const together = random.below(5) === 0 ? 2 : 1;
    for (let nth = 0; nth < together; nth++)
      arrivals.push({
        user: `u${random.below(users)}`,
        resource: `r${random.below(resources)}`,
        action: kinds[random.below(kinds.length)],
        cost: costs ? 1 + random.below(costMax) : 1,
        sentUs,
        arrivesUs: sentUs + awayUs(),
        backUs: awayUs(),
        fate: sentUs < 0 || isBeside ? 'unseen' : fateOf(day),
      });
    // Now and then nobody comes for so long that everything is as at first.
    sentUs += 1 + random.below(random.below(12) === 0 ? Math.floor(day.runUs / 2) : 2 * gapUs);
  }
  return arrivals;
}

function fateOf({ random, lostRequests, lostAnswers }: Day): Arrival['fate'] {
  const drawn = random.unit();
  if (drawn < lostRequests) return 'request lost';
  return drawn < lostRequests + lostAnswers ? 'answer lost' : 'answered';
}

/** The server takes the actions in the order in which they come, and decides each at once unless it stands still. */
async function decidedOf(day: Day, asked: Asked, arrivals: readonly Arrival[]): Promise<Decided[]> {
  const { restart } = day;
  let nowUs = 0;
  const now = (): number => clockMs(day, nowUs);
  const start = (store = memoryStore()): Handler =>
    asked.behaviour.start({ now, sleep: () => Promise.resolve(), store, settings: asked.settings });
  const store = memoryStore();
  let handler = start(store);
  let isRestarted = false;
  const decided: Decided[] = [];
  for (const arrival of arrivals.toSorted((a, b) => a.arrivesUs - b.arrivesUs)) {
    nowUs = Math.max(nowUs, afterStalls(arrival.arrivesUs, day.serverStalls));
    if (restart !== null && !isRestarted && nowUs >= restart.fromUs) {
      isRestarted = true;
      handler = start(restart.forgets ? memoryStore() : store);
    }
    const isDown = restart !== null && nowUs >= restart.fromUs && nowUs < restart.toUs;
    const never = isDown || arrival.fate === 'request lost';
    const { user, resource, action, cost } = arrival;
    const answer = never ? null : await handler.handle({ user, resource, action, cost });
    decided.push({ ...arrival, decidedUs: nowUs, answer });
  }
  return decided;
}

function clockMs({ clock: { offsetUs, ratePpm, tickUs } }: Day, atUs: number): number {
  const readsUs = offsetUs + atUs + (atUs * ratePpm) / 1_000_000;
  return (Math.floor(readsUs / tickUs) * tickUs) / 1000;
}

function historyOf(day: Day, decided: readonly Decided[]): History {
  const builder = historyBuilder(decided.length);
  for (const [id, action] of decided.toSorted((a, b) => a.sentUs - b.sentUs).entries()) {
    if (action.fate === 'unseen') continue;
    const { user, resource, sentUs, cost, decidedUs, backUs, answer, fate } = action;
    const isAnswered = answer !== null && fate === 'answered';
    const readUs = afterStalls(decidedUs + backUs, day.readerStalls);
    const { kind, ...rest }: Outcome = isAnswered
      ? outcomeOf(answer)
      : { kind: 'unknown', reason: 'no answer in time' };
    builder.add({
      id,
      user,
      resource,
      step: id,
      intendedAtUs: sentUs,
      sentAtUs: sentUs,
      settledAtUs: isAnswered ? Math.ceil(readUs) : null,
      outcome: kind,
      ...rest,
      action: action.action,
      cost,
    });
  }
  if (day.restart !== null) builder.event({ kind: 'server-restarted', atUs: day.restart.fromUs });
  return builder.build();
}

function outcomeOf(answer: BehaviourAnswer): Outcome {
  if (answer.ok === undefined) return { kind: 'error', reason: answer.message };
  if (answer.ok)
    return answer.token === undefined ? { kind: 'accepted' } : { kind: 'accepted', token: answer.token };
  const { error: reason, retryAfterMs } = answer;
  return { kind: 'rejected', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** What a tester who knows of the day's troubles would declare. */
function assumptionsOf({ before, beside, restart }: Day): Assumptions {
  return {
    ...defaultAssumptions,
    initial: before ? 'unknown' : 'fresh',
    exclusive: !beside,
    state: restart?.forgets === true ? 'perProcess' : 'durable',
  };
}

/** What a gate says when it closes: everything needed to play the day again. */
export function accusationsIn(title: string, { day, verdict }: Judged): string[] {
  const { violations, history } = verdict;
  if (history !== 'invalid' && violations.every(({ strength }) => strength === 'conditional')) return [];
  const sentences = violations.map(({ kind, because }) => `  ${kind}: ${because}`);
  const what = `${title}: seed ${day.seed}: a correct server was accused (history ${history})`;
  return [[what, `  troubles: ${day.troubles.join(', ')}`, ...sentences].join('\n')];
}
