import { randomOf, type Random } from '../../src/plan/random.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import type { Served } from './servers.js';

const strategies = [
  'round-robin',
  'stampede',
  'dedicated',
  'latin-square',
  'random',
  'zipf',
  'pairs',
  'shuffle',
] as const;

export const troubleNames = [
  'slow network',
  'overtaking',
  'lost answers',
  'lost requests',
  'generator stalls',
  'server stalls',
  'single cuts',
  'mass cut',
  'durable restart',
  'forgetful restart',
  'clock off',
  'slow store',
  'busy server',
  'others beside',
] as const;

/** On that many days out of a hundred; under others beside, little can be decided. */
const percentOf = (name: (typeof troubleNames)[number]): number => (name === 'others beside' ? 10 : 22);

type Phases = NonNullable<ScenarioInput['phases']>;
type World = NonNullable<ScenarioInput['simulation']>;

/** What is played on a day: everything drawn from its seed. */
export interface DayPlan {
  readonly input: Omit<ScenarioInput, 'simulation' | 'oracle'>;
  readonly random: Random;
}

/** Draws who does what, when and how it is said, on one day of a server; `isPlayable`: whether its limit allows it. */
export function playOf(
  served: Served,
  seed: string,
  isPlayable: (input: DayPlan['input']) => boolean,
): DayPlan {
  const random = randomOf(seed, served.title);
  const isSlow = served.isSlow === true;
  const users = served.users ?? 2 + random.below(isSlow ? 4 : 6);
  const resources = isSlow ? 2 + random.below(3) : 1 + random.below(4);
  const said = { ...scenarioOf(served, random), users, resources, seed };
  const acts = oneOf(random, served.acts);
  const withActs = acts.join() === 'act' ? {} : { acts: [...acts] };
  const phases: Phases = [];
  while (phases.length < 2) {
    const phase = {
      strategy: oneOf(random, strategies),
      pacing: pacingOf(random),
      steps: 3 + random.below(isSlow ? 2 : 8),
      ...withActs,
    };
    if (isPlayable({ ...said, phases: [phase] })) phases.push(phase);
  }
  return { input: { ...said, phases }, random };
}

function scenarioOf(served: Served, random: Random) {
  const payload = { user: '${user}', resource: '${resource}', type: '${action}' };
  const answered = { accepted: { ok: true }, rejected: { ok: false }, reason: 'error', token: 'token' };
  const isWs = random.below(2) === 0;
  return {
    name: 'bad-day',
    target: { server: served.server, settings: { ...served.settings } },
    model: served.model,
    transport: isWs ? ('ws' as const) : ('socket-io' as const),
    wire: isWs
      ? { 'json-id': { payload: { id: '${id}', ...payload }, ...answered } }
      : { 'event-ack': { event: 'act', payload, ...answered } },
    timeout: oneOf(random, ['200ms', '1s'] as const),
    overrun: oneOf(random, ['send', 'skip'] as const),
    connect: { over: '100ms' as const, reconnectAfter: oneOf(random, ['50ms', '300ms', 'never'] as const) },
  };
}

function pacingOf(random: Random): NonNullable<Phases[number]['pacing']> {
  const margin = ms(5 + random.below(40));
  const every = ms(20 + random.below(150));
  const rejects = oneOf(random, [0.2, 0.5]);
  switch (random.below(9)) {
    case 0:
      return { cooldownAware: { margin, rejects, jitter: '5ms' } };
    case 1:
      return { contended: { margin, rejects } };
    case 2:
      return { probing: { margin, offsets: ['-40ms', '-5ms', '+5ms', '+40ms'] } };
    case 3:
      return { fixed: { every, spread: false } };
    case 4:
      return { fixed: { every, jitter: '10ms', think: { exponential: '30ms' } } };
    case 5:
      return { open: { rate: `${20 + random.below(40)}/s` } };
    case 6:
      return { barrier: { margin, every: ms(250 + random.below(200)), sweep: ['0ms', '1ms', '10ms'] } };
    case 7:
      return { bursts: { size: 2 + random.below(4), gap: ms(random.below(10)), pause: every } };
    default:
      return { duels: { margin } };
  }
}

/** What befalls a server during a run of that length, and what a tester who knows of it would rightly assume. */
export function worldOf(
  { input, random }: DayPlan,
  runUs: number,
  nodes: number,
): { readonly troubles: readonly string[] } & Required<Pick<ScenarioInput, 'simulation' | 'oracle'>> {
  const troubles = troubleNames.filter(
    // A server of several nodes that forgets is several servers, and no limit holds on them together.
    (name) => random.below(100) < percentOf(name) && !(name === 'forgetful restart' && nodes > 1),
  );
  const has = (name: (typeof troubleNames)[number]): boolean => troubles.includes(name);
  const at = (): `${number}us` => us(random.below(runUs));
  const spans = (mostMs: number) => [
    { at: at(), for: ms(1 + random.below(mostMs)) },
    { at: at(), for: ms(1 + random.below(mostMs)) },
  ];
  const mean = ms(1 + random.below(has('slow network') ? 30 : 3));
  const latency = { exponential: { floor: us(100 + random.below(2000)), mean } };
  const user = (): string => `u${random.below(Number(input.users))}`;
  const cut = (users?: string[]): NonNullable<NonNullable<World['network']>['cuts']>[number] => ({
    at: at(),
    noticedAfter: ms(random.below(200)),
    requests: oneOf(random, ['lost', 'arrive'] as const),
    ...(users && { users }),
  });
  const restarts = has('durable restart') || has('forgetful restart');
  return {
    troubles,
    simulation: {
      network: {
        up: latency,
        down: latency,
        jitter: us(random.below(2000)),
        order: has('overtaking') ? 'overtaking' : 'ordered',
        lostAnswers: has('lost answers') ? 0.06 : 0,
        lostRequests: has('lost requests') ? 0.04 : 0,
        clientStalls: has('generator stalls') ? spans(100) : [],
        cuts: [
          ...(has('single cuts') ? [cut([user()]), cut([user()])] : []),
          ...(has('mass cut') ? [cut()] : []),
        ],
      },
      server: {
        nodes,
        stalls: has('server stalls') ? spans(400) : [],
        restarts: restarts ? [{ at: at(), down: ms(random.below(300)) }] : [],
        ...(has('busy server') && { serviceTime: { exponential: { floor: '50us', mean: '2ms' } } }),
        ...(has('slow store') && { storeLatency: { uniform: { from: '100us', to: '8ms' } } }),
        ...(has('clock off') && {
          clock: { offset: us(random.below(10_000_000)), rate: random.below(1801) - 900, tick: '1ms' },
        }),
      },
      ...(has('others beside') && {
        hidden: { users: 3, every: '40ms', action: input.phases?.[0]?.acts?.[0] ?? 'act' },
      }),
    },
    oracle: {
      state: has('forgetful restart') ? 'perProcess' : 'durable',
      initial: oneOf(random, ['fresh', 'fresh', 'unknown'] as const),
    },
  };
}

export function oneOf<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[random.below(values.length)];
  if (value === undefined) throw new RangeError('there is nothing to choose from');
  return value;
}

const ms = (count: number): `${number}ms` => `${count}ms`;
const us = (count: number): `${number}us` => `${count}us`;
