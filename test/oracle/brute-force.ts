import type { Attempt, Model } from '../../src/models/model.js';

/** An action as the brute force sees it: a closed window of integer instants, and what was answered. */
export interface Tiny {
  readonly startUs: number;
  /** `Infinity`: still open. */
  readonly endUs: number;
  readonly answer: 'accept' | 'reject' | 'unknown';
}

/** A world as the brute force sees it. */
export interface TinyWorld {
  /** Decides what may be accepted. */
  readonly accepting: Model;
  /** Decides what may be refused; another model than `accepting` where a limit may end late. */
  readonly refusing: Model;
  /** When something unseen was accepted before; `null`: the key is new. */
  readonly startUs: number | null;
  readonly rejectsBind: boolean;
  /** Instants at which the server may have forgotten everything, for what it accepts. */
  readonly restarts: readonly { readonly fromUs: number; readonly toUs: number }[];
}

const attempt: Attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

/**
 * Tries every integer instant and every order of ties: walks through time, and at each instant lets
 * any of the waiting actions happen or time pass. No cleverness, and nothing of the oracle's.
 */
export function hasExplanation(actions: readonly Tiny[], world: TinyWorld): boolean {
  return startingStates(actions, world).some((start) => walk(actions, world, start));
}

function startingStates(actions: readonly Tiny[], { startUs, accepting, refusing }: TinyWorld): unknown[] {
  const states: unknown[] = [accepting.init()];
  if (startUs === null || actions.length === 0) return states;
  const earliest = startUs - Math.max(accepting.recoveryUs, refusing.recoveryUs);
  for (let atUs = earliest; atUs <= startUs; atUs++)
    states.push(accepting.decide(accepting.init(), attempt, atUs).next);
  return states;
}

function walk(actions: readonly Tiny[], world: TinyWorld, start: unknown): boolean {
  const finite = actions.flatMap(({ startUs, endUs }) => (endUs === Infinity ? [startUs] : [startUs, endUs]));
  const lastUs = Math.max(0, ...finite);
  const firstUs = Math.min(0, ...finite);
  const dead = new Set<string>();
  const must = actions.reduce(
    (mask, { answer }, bit) => (answer === 'unknown' ? mask : mask | (1 << bit)),
    0,
  );
  const go = (waiting: number, atUs: number, state: unknown): boolean => {
    if ((waiting & must) === 0) return true;
    if (atUs > lastUs) return false;
    const key = `${waiting} ${atUs} ${String(state)}`;
    if (dead.has(key)) return false;
    for (let bit = 0; bit < actions.length; bit++)
      if ((waiting & must & (1 << bit)) !== 0 && actions[bit].endUs < atUs) return false;
    for (let bit = 0; bit < actions.length; bit++) {
      if ((waiting & (1 << bit)) === 0) continue;
      const { startUs, endUs, answer } = actions[bit];
      if (startUs > atUs || endUs < atUs) continue;
      const rest = waiting & ~(1 << bit);
      for (const next of outcomes(answer, state, atUs, world)) if (go(rest, atUs, next)) return true;
    }
    if (go(waiting, atUs + 1, state)) return true;
    dead.add(key);
    return false;
  };
  return go((1 << actions.length) - 1, firstUs, start);
}

function outcomes(
  answer: Tiny['answer'],
  state: unknown,
  atUs: number,
  world: TinyWorld,
): readonly unknown[] {
  if (answer === 'reject') {
    const refused = !world.rejectsBind || !world.refusing.decide(state, attempt, atUs).accepts;
    return refused ? [state] : [];
  }
  const decided = world.accepting.decide(state, attempt, atUs);
  if (decided.accepts) return [decided.next];
  // A restart between the last accept and now lets the server accept as if it had never accepted.
  const forgot = world.restarts.some(({ fromUs, toUs }) => (state as number) <= toUs && atUs >= fromUs);
  return forgot ? [world.accepting.decide(world.accepting.init(), attempt, atUs).next] : [];
}
