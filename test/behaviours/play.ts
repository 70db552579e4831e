import type { Behaviour, BehaviourAnswer, Update } from '../../src/behaviours/behaviour.js';
import { randomOf } from '../../src/plan/random.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { simulatedServer, type Latency, type VirtualPorts } from '../../src/transports/simulated.js';

/** Fixed, so that a red test is red again; `TURNWISE_TEST_SEED` overrides. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_260_101) | 0;

export interface Vote {
  readonly atUs: number;
  readonly user: string;
  readonly resource: string;
}

export interface AnsweredVote extends Vote {
  readonly answeredAtUs: number;
  readonly answer: BehaviourAnswer;
}

export interface World extends VirtualPorts {
  readonly time: VirtualTime;
}

/** A virtual clock, as the simulated server and network want it. */
export function worldOf(worldSeed: string | number): World {
  const time = new VirtualTime();
  return {
    time,
    nowUs: () => time.nowUs(),
    schedule: (delayUs, run) => time.at(time.nowUs() + delayUs, run),
    random: (name) => randomOf(String(worldSeed), name),
  };
}

/** Plays votes against a behaviour without a network; the answers come in the order of the votes. */
export async function play(
  behaviour: Behaviour,
  votes: readonly Vote[],
  options: { readonly settings?: Readonly<Record<string, number>>; readonly storeLatency?: Latency } = {},
): Promise<readonly AnsweredVote[]> {
  const world = worldOf(seed);
  const server = simulatedServer({ ...world, behaviour, ...options });
  const answered: (AnsweredVote | undefined)[] = votes.map(() => undefined);
  votes.forEach((vote, index) => {
    world.schedule(vote.atUs, () => {
      server.handle({ user: vote.user, resource: vote.resource, action: 'vote' }, (answer) => {
        answered[index] = { ...vote, answeredAtUs: world.nowUs(), answer };
      });
    });
  });
  await world.time.run(() => server.pending());
  return answered.map((vote) => {
    if (vote === undefined) throw new Error('a vote was never answered');
    return vote;
  });
}

/** What happened to one key of the store, as `update` decided it. */
export interface Decision {
  readonly key: string;
  readonly atUs: number;
  readonly accepted: boolean;
}

/** The same behaviour; every atomic decision is written down with the instant it read on the clock. */
export function recorded(behaviour: Behaviour, decisions: Decision[]): Behaviour {
  return {
    ...behaviour,
    start: (ports) =>
      behaviour.start({
        ...ports,
        store: {
          ...ports.store,
          update: <Result, Value>(key: string, decide: (value?: Value) => Update<Result, Value>) =>
            ports.store.update<Result, Value>(key, (value) => {
              const update = decide(value);
              const accepted = update.value !== undefined;
              decisions.push({ key, atUs: Math.round(ports.now() * 1000), accepted });
              return update;
            }),
        },
      }),
  };
}
