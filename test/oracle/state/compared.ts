import { judgeState } from '../../../src/oracle/state/judge-state.js';
import { randomOf } from '../../../src/plan/random.js';
import { bent, correctWorld, isExplained, recorded, type Draw, type SmallWorld } from './small-worlds.js';

/** Worlds in which the judge is as sharp as trying everything: one look, changes of one kind. */
export const sharp: Readonly<Record<string, Draw>> = {
  'a tally that grows': { kind: 'number', bys: [1], deedsMost: 4, looksMost: 1, starts: [0, 2] },
  'seats that go': { kind: 'number', bys: [-1], deedsMost: 4, looksMost: 1, starts: [5] },
  'up and down by one': { kind: 'number', bys: [1, -1], deedsMost: 4, looksMost: 1, starts: [0, 2] },
  members: { kind: 'members', bys: [1, -1], deedsMost: 4, looksMost: 1, starts: [0] },
  'members from before': { kind: 'members', bys: [1, -1], deedsMost: 4, looksMost: 1, starts: [null] },
  'a tally of a server that was used before': {
    kind: 'number',
    bys: [1],
    deedsMost: 3,
    looksMost: 2,
    starts: [0, 2],
    isUsed: true,
  },
  'a tally, read twice': { kind: 'number', bys: [1], deedsMost: 3, looksMost: 2, starts: [null] },
};

/** Worlds of which the judge may miss something, and accuses nobody. */
export const rough: Readonly<Record<string, Draw>> = {
  'a balance': { kind: 'number', bys: [5, -3, 1], deedsMost: 3, looksMost: 2, starts: [0, null] },
  'a tally, read often': { kind: 'number', bys: [1], deedsMost: 3, looksMost: 3, starts: [0, null] },
  'up and down, read often': { kind: 'number', bys: [1, -1], deedsMost: 3, looksMost: 3, starts: [0, null] },
  'members, read often': { kind: 'members', bys: [1, -1], deedsMost: 3, looksMost: 3, starts: [0, null] },
  'a balance from before': {
    kind: 'number',
    bys: [5, -3, 1],
    deedsMost: 3,
    looksMost: 3,
    starts: [0, 7],
    isUsed: true,
  },
  'members of a server that was used before': {
    kind: 'members',
    bys: [1, -1],
    deedsMost: 3,
    looksMost: 3,
    starts: [0],
    isUsed: true,
  },
};

export interface Tally {
  worlds: number;
  /** Bent worlds that nothing explains. */
  impossible: number;
  accused: number;
}

/** Correct worlds must not be accused, and what is accused must not be explained. Throws on a difference. */
export function compare(seed: string, draw: Draw, worlds: number, isSharp: boolean): Tally {
  const random = randomOf(seed, 'state');
  const tally: Tally = { worlds, impossible: 0, accused: 0 };
  for (let count = 0; count < worlds; count++) {
    const correct = correctWorld(random, draw);
    if (isAccused(correct)) throw new Error(`a correct server was accused: ${JSON.stringify(correct)}`);
    const world = bent(random, correct);
    const explained = isExplained(world);
    const accused = isAccused(world);
    if (accused && explained) throw new Error(`accused, and yet it is explained: ${JSON.stringify(world)}`);
    if (isSharp && !accused && !explained)
      throw new Error(`not accused, and nothing explains it: ${JSON.stringify(world)}`);
    if (accused) tally.accused++;
    if (!explained) tally.impossible++;
  }
  return tally;
}

/** Only correct worlds: many more of them. */
export function neverAccused(seed: string, draw: Draw, worlds: number): void {
  const random = randomOf(seed, 'correct');
  for (let count = 0; count < worlds; count++) {
    const world = correctWorld(random, { ...draw, deedsMost: 8, looksMost: 5 });
    if (isAccused(world)) throw new Error(`a correct server was accused: ${JSON.stringify(world)}`);
  }
}

function isAccused(world: SmallWorld): boolean {
  const { spec, history } = recorded(world);
  const initial = world.isUsed ? 'unknown' : 'fresh';
  const assumptions = { exclusive: true, complete: true, state: 'durable', initial } as const;
  return judgeState([spec], history, assumptions).checks.some(({ violations }) => violations.length > 0);
}
