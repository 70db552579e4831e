import * as fc from 'fast-check';
import { expect } from 'vitest';
import type {
  Behaviour,
  BehaviourAction,
  BehaviourAnswer,
  Handler,
  Store,
} from '../../src/behaviours/behaviour.js';
import { behaviours } from '../../src/behaviours/index.js';
import { settingsOf } from '../../src/behaviours/settings.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { Outcome } from '../../src/history/outcome.js';
import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import type { Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import type { Verdict } from '../../src/oracle/verdict.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';

/** An action and when the server gets it. */
export interface Ask {
  readonly atUs: number;
  readonly user: string;
  readonly resource: string;
  /** Default `act`. */
  readonly action?: string;
  readonly cost?: number;
  /** The connection it comes on, by default one per user; nodes get them round robin, in order of coming. */
  readonly connection?: string;
}

export interface Answered extends Ask {
  readonly answeredAtUs: number;
  readonly answer: BehaviourAnswer;
}

/** What a server is played in. */
export interface Deployment {
  readonly settings?: Readonly<Record<string, number>>;
  /** How many processes there are behind the one address, all on one store. Default 1. */
  readonly nodes?: number;
  /** When all processes are replaced by new ones; the store stays. */
  readonly restartsAtUs?: readonly number[];
}

/** An action at so many milliseconds. */
export function ask(atMs: number, user: string, resource = 'r', more: Partial<Ask> = {}): Ask {
  return { atUs: Math.round(atMs * 1000), user, resource, ...more };
}

/** Plays a timeline in virtual time, without a network; the answers come in the order of the asks. */
export async function playOn(
  behaviour: Behaviour,
  asks: readonly Ask[],
  { settings = {}, nodes = 1, restartsAtUs = [] }: Deployment = {},
): Promise<readonly Answered[]> {
  const time = new VirtualTime();
  const store = memoryStore();
  const started = (): readonly Handler[] =>
    Array.from({ length: nodes }, (_, node) =>
      behaviour.start({
        now: () => time.nowUs() / 1000,
        sleep: (ms) => new Promise((wake) => void time.at(time.nowUs() + Math.ceil(ms * 1000), wake)),
        store,
        settings: settingsOf(behaviour, settings),
        node,
      }),
    );
  let handlers = started();
  for (const atUs of restartsAtUs) time.at(atUs, () => void (handlers = started()));
  const connections: string[] = [];
  const answered: (Answered | undefined)[] = asks.map(() => undefined);
  for (const [index, one] of asks.entries()) {
    time.at(one.atUs, () => {
      const { atUs: _, action = 'act', connection = one.user, ...rest } = one;
      if (!connections.includes(connection)) connections.push(connection);
      const handler = handlers[connections.indexOf(connection) % nodes];
      const handled = async (): Promise<void> => {
        const answer = await handler.handle({ ...rest, action, connection });
        answered[index] = { ...one, answeredAtUs: time.nowUs(), answer };
      };
      void handled();
    });
  }
  await time.run();
  return answered.map((one) => one ?? unanswered());
}

function unanswered(): never {
  throw new Error('an action was never answered');
}

/** Yes, no, or neither, for each answer: `+`, the reason of the refusal, or `error`. */
export function said(answered: readonly { readonly answer: BehaviourAnswer }[]): readonly string[] {
  return answered.map(({ answer }) => (answer.ok === undefined ? 'error' : answer.ok ? '+' : answer.error));
}

/** What the judge says about answers seen from outside, where each way takes `awayUs`. The server was fresh. */
export function judged(
  model: Model,
  answered: readonly Answered[],
  more: Partial<Assumptions> = {},
  awayUs = 2000,
): Verdict {
  const builder = historyBuilder(answered.length);
  for (const [id, { atUs, answeredAtUs, answer, ...rest }] of answered.entries()) {
    const { kind, ...outcome } = outcomeOf(answer);
    const sentAtUs = atUs - awayUs;
    const settledAtUs = answeredAtUs + awayUs;
    builder.add({
      id,
      step: id,
      intendedAtUs: sentAtUs,
      sentAtUs,
      settledAtUs,
      action: 'act',
      ...rest,
      outcome: kind,
      ...outcome,
    });
  }
  return judge(model, builder.build(), { ...defaultAssumptions, initial: 'fresh', ...more });
}

function outcomeOf(answer: BehaviourAnswer): Outcome {
  if (answer.ok === undefined) return { kind: 'error', reason: answer.message };
  if (answer.ok)
    return answer.token === undefined ? { kind: 'accepted' } : { kind: 'accepted', token: answer.token };
  const { error: reason, retryAfterMs } = answer;
  return { kind: 'rejected', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}

/** The kinds of what a verdict proves. */
export function proven({ violations }: Verdict): readonly string[] {
  return violations.filter(({ strength }) => strength === 'proven').map(({ kind }) => kind);
}

/** A mutant, a timeline that shows what is wrong with it, and timelines that cannot. */
export interface MutantCase {
  readonly mutant: Behaviour;
  /** Settings of the mutant; of these the correct server gets those it has. */
  readonly settings: Readonly<Record<string, number>>;
  readonly model: Model;
  readonly deployment?: Omit<Deployment, 'settings'>;
  /** What `shows` says, made concrete. */
  readonly shows: readonly Ask[];
  /** What the two say to it. */
  readonly says: { readonly correct: readonly string[]; readonly mutant: readonly string[] };
  /** What the judge proves of it, from outside; `null`: nothing, nobody outside can. */
  readonly kind: Verdict['violations'][number]['kind'] | null;
  /** Timelines on which it is as good as the correct one, to the last answer. */
  readonly hides: fc.Arbitrary<readonly Ask[]>;
  /** Where they are played; default: on one node without restarts. */
  readonly hiddenIn?: Omit<Deployment, 'settings'>;
}

/** As `--bug` and `--list` name it: `arena/wrong-key`. */
export function mutantNamed(name: string): Behaviour {
  const mutant = behaviours.find((behaviour) => behaviour.name === name && behaviour.bug !== undefined);
  if (mutant === undefined) throw new Error(`there is no mutant ${name}`);
  return mutant;
}

/** The correct server that a mutant was made from. */
export function correctOf(mutant: Behaviour): Behaviour {
  const correct = behaviours.find(({ name }) => name === mutant.bug?.of);
  if (correct === undefined) throw new Error(`${mutant.name} was made from nothing that is listed`);
  return correct;
}

/** Both servers of a case under the same timeline. */
export async function bothOn(
  { mutant, settings }: MutantCase,
  asks: readonly Ask[],
  deployment: Omit<Deployment, 'settings'> = {},
): Promise<{ readonly correct: readonly Answered[]; readonly mutant: readonly Answered[] }> {
  const correct = correctOf(mutant);
  const own = Object.fromEntries(
    Object.entries(settings).filter(([name]) => Object.hasOwn(correct.defaults, name)),
  );
  return {
    correct: await playOn(correct, asks, { ...deployment, settings: own }),
    mutant: await playOn(mutant, asks, { ...deployment, settings }),
  };
}

/** The timeline shows the bug, to the judge too, and does not make the correct server look wrong. */
export async function expectShown(one: MutantCase): Promise<void> {
  const { correct, mutant } = await bothOn(one, one.shows, one.deployment);
  expect(said(correct)).toEqual(one.says.correct);
  expect(said(mutant)).toEqual(one.says.mutant);
  expect(mutant.map(({ answer }) => answer)).not.toEqual(correct.map(({ answer }) => answer));
  const innocent = judged(one.model, correct);
  expect([innocent.history, ...proven(innocent)]).toEqual(['valid']);
  const convicted = proven(judged(one.model, mutant));
  if (one.kind === null) expect(convicted).toEqual([]);
  else expect(convicted).toContain(one.kind);
}

/** On timelines without what it needs the mutant answers as the correct server does. */
export async function expectHidden(one: MutantCase, seed: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(one.hides, async (asks) => {
      const { correct, mutant } = await bothOn(one, asks, one.hiddenIn);
      expect(mutant.map(({ answer }) => answer)).toEqual(correct.map(({ answer }) => answer));
    }),
    { seed, numRuns: 60 },
  );
}

/** Users and resources, as many as it says, and how far apart in time. */
export interface Drawn {
  readonly users?: number;
  readonly resources?: number;
  readonly kinds?: readonly string[];
  readonly most?: number;
}

/** A timeline with gaps as drawn, in microseconds. */
export function asksOf(
  gapUs: fc.Arbitrary<number>,
  { users = 3, resources = 2, kinds = ['act'], most = 25 }: Drawn = {},
): fc.Arbitrary<readonly Ask[]> {
  const one = fc.record({
    gapUs,
    user: fc.nat(users - 1).map((user) => `u${user}`),
    resource: fc.nat(resources - 1).map((resource) => `r${resource}`),
    action: fc.constantFrom(...kinds),
  });
  return fc.array(one, { maxLength: most, size: 'max' }).map((steps) => {
    let atUs = 0;
    return steps.map(({ gapUs: gap, ...rest }) => ({ ...rest, atUs: (atUs += gap) }));
  });
}

/**
 * Actions all under way at once while the clock stands still, on so many nodes with one store; the
 * scheduler decides which of their steps at the store, and which of their waits, comes next.
 */
export async function interleaved(
  behaviour: Behaviour,
  scheduler: fc.Scheduler,
  actions: readonly BehaviourAction[],
  { settings = {}, nodes = 1 }: Omit<Deployment, 'restartsAtUs'> = {},
): Promise<readonly BehaviourAnswer[]> {
  const inner = memoryStore();
  const step = async (what: string): Promise<void> => {
    await scheduler.schedule(Promise.resolve(), what);
  };
  const store: Store = {
    get: (key) => step(`get ${key}`).then(() => inner.get(key)),
    set: (key, value) => step(`set ${key}`).then(() => inner.set(key, value)),
    update: (key, decide) => step(`update ${key}`).then(() => inner.update(key, decide)),
  };
  const sleep = (ms: number): Promise<void> => step(`sleep ${ms}`);
  const handlers = Array.from({ length: nodes }, (_, node) =>
    behaviour.start({ now: () => 0, sleep, store, settings: settingsOf(behaviour, settings), node }),
  );
  const answers = Promise.all(actions.map((action, index) => handlers[index % nodes].handle(action)));
  await scheduler.waitFor(answers);
  return answers;
}

/**
 * The mutant lets more than `most` of these through under some interleaving, the correct server never
 * under any.
 */
export async function expectRace(
  mutant: Behaviour,
  actions: readonly BehaviourAction[],
  most: number,
  seed: number,
  settings: Readonly<Record<string, number>> = {},
): Promise<void> {
  const atMost = (behaviour: Behaviour): fc.IAsyncProperty<[fc.Scheduler, number]> =>
    fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 2 }), async (scheduler, nodes) => {
      const answers = await interleaved(behaviour, scheduler, actions, { settings, nodes });
      return answers.filter(({ ok }) => ok === true).length <= most;
    });
  await expect(fc.assert(atMost(correctOf(mutant)), { seed })).resolves.toBeUndefined();
  await expect(fc.assert(atMost(mutant), { seed })).rejects.toThrow(/Counterexample/);
}
