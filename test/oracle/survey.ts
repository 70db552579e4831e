import { describe, expect, it } from 'vitest';
import { compare, type Drawn } from './compare.js';
import { refreshedWindows, restartingCooldowns } from './restarting-drawn.js';
import { drawnZones } from './zones-drawn.js';

/** Actions far enough apart that their windows seldom meet. */
const spread = { spansUs: [15, 60], widthsUs: [1, 2, 4], actionsMost: 6, pastPercent: 10 } as const;
/** Some actions at a time. */
const crowded = { spansUs: [8, 20], widthsUs: [2, 5], actionsMost: 6, pastPercent: 10 } as const;

const { plain, costs } = drawnZones('tokenBucket');
const windows = drawnZones('fixedWindow');
const refreshed = drawnZones('refreshedWindow');
const kinds: Readonly<Record<string, Drawn>> = {
  bucket: plain,
  'bucket with costs': costs,
  window: windows.plain,
  'window with costs': windows.costs,
  'window that ends later': windows.exclusive,
  'cooldown started again by refusals': restartingCooldowns,
  'window put off by attempts': refreshedWindows,
  'window put off by accepts': refreshed.plain,
  'window put off by accepts, with costs': refreshed.costs,
};

/** Compares what a survey says with the brute force, on so many histories of each kind. */
export function surveys(seed: string, histories: number): void {
  describe(`a survey knows what the brute force says, seed ${seed}`, () => {
    it.each(Object.entries(kinds))('of answers apart on a %s', (name, drawn) => {
      const { surveyed } = compare(`${seed} ${name}`, histories, { ...drawn, ...spread });
      expect(surveyed).toBeGreaterThan(histories / 2);
    });

    it.each(Object.entries(kinds))('of answers beside each other on a %s', (name, drawn) => {
      const { surveyed } = compare(`${seed} ${name}`, histories, { ...drawn, ...crowded });
      expect(surveyed).toBeGreaterThan(histories / 4);
    });
  });
}
