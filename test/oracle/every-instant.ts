import type { Attempt, Model } from '../../src/models/model.js';
import { decisionsOf, type Decisions } from './every-instant-decisions.js';

/** An action as the brute force sees it: a closed window of integer instants, and what was answered. */
export interface Tried {
  readonly startUs: number;
  /** `Infinity`: still open. */
  readonly endUs: number;
  readonly answer: 'accept' | 'reject' | 'unknown';
  readonly attempt?: Partial<Attempt>;
}

/** A key as the brute force sees it. */
export interface TriedKey {
  readonly model: Model;
  readonly actions: readonly Tried[];
  /** When something unseen may have been accepted at the latest; `null`: never. */
  readonly pastUntilUs: number | null;
  /** Whether nobody else acts in between; left out: nobody. */
  readonly isAlone?: boolean;
}

const plain: Attempt = { user: 'u', resource: 'r', action: 'act', cost: 1 };

/** The brute force doubles its work with each. */
const actionsMost = 14;

/** The whole attempt of an action. */
export const attemptOf = ({ attempt }: Tried): Attempt => ({ ...plain, ...attempt });

/**
 * Tries every integer instant and every order of ties. Walks through time with everything that can be
 * so far: which actions still wait, and what the model remembers. At each instant any of the waiting
 * actions may happen, or none; whoever must have happened by then and has not is left behind. Knows a
 * model only by `init` and `decide`. An unknown action may be decided as the model decides at any
 * instant of its window, or never.
 */
export function isExplainable(key: TriedKey): boolean {
  const { actions, isAlone = true } = key;
  const must = bits(actions, ({ answer }) => answer !== 'unknown');
  if (must === 0) return true;
  if (actions.length > actionsMost)
    throw new RangeError(`no more than ${actionsMost} actions, or it takes forever`);
  const { firstUs, lastUs } = spanOf(actions);
  const decisions = decisionsOf(
    key.model,
    fromUsOf(key, firstUs),
    Math.max(lastUs, key.pastUntilUs ?? lastUs),
  );
  const attempts = actions.map((action) => decisions.attemptId(attemptOf(action)));
  const answers = actions.map(({ answer }) => (answer === 'unknown' ? null : answer === 'accept' ? 1 : 0));
  const others = isAlone ? [] : unseenAttempts(key).map((attempt) => decisions.attemptId(attempt));
  // What can be, as one number each: the state, then a bit for each action that still waits.
  const width = actions.length;
  const all = 2 ** width - 1;
  let before: readonly number[] = startingStates(key, firstUs, decisions).map(
    (state) => (state << width) | all,
  );
  for (let atUs = firstUs; atUs <= lastUs; atUs++) {
    const open = bits(actions, ({ startUs, endUs }) => startUs <= atUs && atUs <= endUs);
    if (open === 0 && isAlone) continue;
    const now: number[] = [];
    const reach = (code: number): void => {
      if (decisions.isNew(code)) now.push(code);
    };
    decisions.forget();
    before.forEach(reach);
    for (let index = 0; index < now.length; index++) {
      const waiting = now[index] & all;
      const state = now[index] >>> width;
      if ((waiting & must) === 0) return true;
      for (let bit = 0; bit < width; bit++) {
        if ((waiting & open & (1 << bit)) === 0) continue;
        const decided = decisions.decide(state, attempts[bit], atUs);
        if (answers[bit] !== null && answers[bit] !== (decided & 1)) continue;
        reach(((decided >> 1) << width) | (waiting & ~(1 << bit)));
      }
      for (const other of others) reach(((decisions.decide(state, other, atUs) >> 1) << width) | waiting);
    }
    const late = bits(actions, ({ endUs }) => endUs <= atUs);
    before = now.filter((code) => (code & late & must) === 0).map((code) => code & ~late);
  }
  return false;
}

/** A bit for each action of a kind. */
function bits(actions: readonly Tried[], isOne: (action: Tried) => boolean): number {
  let found = 0;
  for (let bit = 0; bit < actions.length; bit++) if (isOne(actions[bit])) found |= 1 << bit;
  return found;
}

/** From the first start to the last thing that ends or begins. */
function spanOf(actions: readonly Tried[]): { readonly firstUs: number; readonly lastUs: number } {
  let firstUs = Infinity;
  let lastUs = -Infinity;
  for (const { startUs, endUs } of actions) {
    firstUs = Math.min(firstUs, startUs);
    lastUs = Math.max(lastUs, startUs, endUs === Infinity ? startUs : endUs);
  }
  return { firstUs, lastUs };
}

/**
 * One attempt of each kind that somebody could have made unseen: by anybody who is in the key, in the
 * order of its turns, or in neither, doing whatever anybody does. Models that do not look at users see
 * the plain attempt only.
 */
export function unseenAttempts({ model, actions }: TriedKey): readonly Attempt[] {
  const all = actions.map(attemptOf);
  if (model.driver.kind !== 'bounded') return [plain];
  const order = (model.parameters['order'] ?? []) as readonly string[];
  const users = new Set([plain.user, 'somebody else', ...all.map(({ user }) => user), ...order]);
  const kinds = new Set([plain.action, 'release', ...all.map(({ action }) => action)]);
  return [...users].flatMap((user) => [...kinds].map((action) => ({ ...plain, user, action })));
}

/** Every state the key can be in when its first window begins. */
function startingStates(key: TriedKey, firstUs: number, decisions: Decisions): readonly number[] {
  const { pastUntilUs } = key;
  if (pastUntilUs === null) return [decisions.fresh];
  const unseen = unseenAttempts(key).map((attempt) => decisions.attemptId(attempt));
  const fromUs = fromUsOf(key, firstUs);
  return decisions.kept(`${fromUs} ${pastUntilUs} ${unseen.join()}`, () => {
    const states = new Set([decisions.fresh]);
    // What is added on the way is looked at as well.
    for (let atUs = fromUs; atUs <= pastUntilUs; atUs++)
      for (const state of states)
        for (const one of unseen) states.add(decisions.decide(state, one, atUs) >> 1);
    return [...states];
  });
}

/** When the past begins that is tried. */
function fromUsOf({ pastUntilUs, model }: TriedKey, firstUs: number): number {
  return pastUntilUs === null ? firstUs : Math.min(firstUs, pastUntilUs) - reachUs(model);
}

/** How far back the past is tried. */
export function reachUs({ recoveryUs, driver }: Model): number {
  if (Number.isFinite(recoveryUs)) return 2 * recoveryUs;
  return driver.kind === 'bounded' ? 2 * driver.durationsUs.reduce((sum, us) => sum + us, 0) : 0;
}
