import { expect } from 'vitest';
import { shownText } from './shown-text.js';
import { expectSound, isKilled, pasted, tryWritten } from './trying.js';
import type { Written } from './scenarios.js';

/**
 * Tries a scenario that shows next to nothing, pastes each change that is suggested into it, and wants the
 * mutant dead. Gives the names of those for which nothing is known.
 */
export async function changesKill(written: Written): Promise<readonly string[]> {
  const all = await tryWritten(written);
  expectSound(all);
  const survivors = all.tried.filter((tried) => !isKilled(tried) && tried.bug.needs !== 'exact-time');
  for (const { bug, why, change } of survivors) {
    expect(why, bug.name).toMatch(shownText);
    if (change === null) continue;
    const again = await tryWritten(pasted(written, change), { only: [bug.name] });
    expectSound(again);
    expect(again.tried.map(isKilled), `${bug.of}/${bug.name}: ${change.text}`).toEqual([true]);
    expect(again.tried[0]?.trials[0]?.first?.actions, bug.name).toBe(change.killsAfter);
  }
  return survivors.filter(({ change }) => change === null).map(({ name }) => name);
}
