import type { Attempt, Model } from '../../src/models/model.js';

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

/** The whole attempt of an action. */
export const attemptOf = ({ attempt }: Tried): Attempt => ({ ...plain, ...attempt });

/**
 * Tries every integer instant and every order of ties: walks through time, and at each instant lets
 * any of the waiting actions happen or time pass. Knows a model only by `init` and `decide`. An
 * unknown action may be decided as the model decides at any instant of its window, or never.
 */
export function isExplainable(key: TriedKey): boolean {
  const { actions, model, isAlone = true } = key;
  const must = actions.reduce(
    (mask, { answer }, bit) => (answer === 'unknown' ? mask : mask | (1 << bit)),
    0,
  );
  const finite = actions.flatMap(({ startUs, endUs }) => (endUs === Infinity ? [startUs] : [startUs, endUs]));
  const firstUs = Math.min(...finite);
  const lastUs = Math.max(...finite);
  const dead = new Set<string>();
  const unseen = unseenAttempts(key);
  const go = (waiting: number, atUs: number, state: unknown): boolean => {
    if ((waiting & must) === 0) return true;
    if (atUs > lastUs) return false;
    const key = `${waiting} ${atUs} ${JSON.stringify(state)}`;
    if (dead.has(key)) return false;
    dead.add(key);
    for (let bit = 0; bit < actions.length; bit++)
      if ((waiting & must & (1 << bit)) !== 0 && actions[bit].endUs < atUs) return false;
    for (let bit = 0; bit < actions.length; bit++) {
      const action = actions[bit];
      if ((waiting & (1 << bit)) === 0 || action.startUs > atUs || action.endUs < atUs) continue;
      const { accepts, next } = model.decide(state, attemptOf(action), atUs);
      if (action.answer !== 'unknown' && accepts !== (action.answer === 'accept')) continue;
      if (go(waiting & ~(1 << bit), atUs, next)) return true;
    }
    if (!isAlone)
      for (const attempt of unseen) {
        const { next } = model.decide(state, attempt, atUs);
        if (JSON.stringify(next) !== JSON.stringify(state) && go(waiting, atUs, next)) return true;
      }
    return go(waiting, atUs + 1, state);
  };
  const all = (1 << actions.length) - 1;
  return startingStates(key, firstUs).some((state) => go(all, firstUs, state));
}

/**
 * One attempt of each kind that somebody could have made unseen: by anybody who is in the key, in the
 * order of its turns, or in neither, doing whatever anybody does. Models that do not look at users see
 * the plain attempt only.
 */
function unseenAttempts({ model, actions }: TriedKey): readonly Attempt[] {
  const all = actions.map(attemptOf);
  if (model.driver.kind !== 'bounded') return [plain];
  const order = (model.parameters['order'] ?? []) as readonly string[];
  const users = new Set([plain.user, 'somebody else', ...all.map(({ user }) => user), ...order]);
  const kinds = new Set([plain.action, 'release', ...all.map(({ action }) => action)]);
  return [...users].flatMap((user) => [...kinds].map((action) => ({ ...plain, user, action })));
}

/** Every state the key can be in when its first window begins. */
function startingStates(key: TriedKey, firstUs: number): readonly unknown[] {
  const { model, actions, pastUntilUs } = key;
  const fresh = model.init();
  if (pastUntilUs === null || actions.length === 0) return [fresh];
  const unseen = unseenAttempts(key);
  const states = new Map<string, unknown>([[JSON.stringify(fresh), fresh]]);
  for (let atUs = Math.min(firstUs, pastUntilUs) - reachUs(model); atUs <= pastUntilUs; atUs++) {
    const open = [...states.values()];
    for (let state = open.pop(); state !== undefined; state = open.pop())
      for (const attempt of unseen) {
        const { next } = model.decide(state, attempt, atUs);
        const text = JSON.stringify(next);
        if (states.has(text)) continue;
        states.set(text, next);
        open.push(next);
      }
  }
  return [...states.values()];
}

/** How far back the past is tried. */
function reachUs({ recoveryUs, driver }: Model): number {
  if (Number.isFinite(recoveryUs)) return 2 * recoveryUs;
  return driver.kind === 'bounded' ? 2 * driver.durationsUs.reduce((sum, us) => sum + us, 0) : 0;
}
