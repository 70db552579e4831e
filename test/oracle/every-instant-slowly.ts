import { attemptOf, reachUs, unseenAttempts, type TriedKey } from './every-instant.js';

/**
 * The same as `isExplainable`, one step after the other and with whole states: what that one is tested
 * against. Walks through time, and at each instant lets any of the waiting actions happen or time pass.
 */
export function isExplainableSlowly(key: TriedKey): boolean {
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
