import type { Model } from '../../../models/model.js';
import type { Pools } from '../pools.js';
import type { Search } from '../search.js';
import type { Setting } from '../searched/stretches.js';
import type { Windows } from '../windows.js';

/** What one of several limits is judged with. */
export interface RuleBench {
  /** Its position. */
  readonly rule: number;
  readonly model: Model;
  readonly search: Search;
  readonly setting: Setting;
  readonly windows: Windows;
  readonly pools: Pools;
  readonly minMarginUs: number;
  /** Written to while blame is shared out, and read by nobody. */
  readonly scratch: Uint8Array;
  /** Whether a refusal of its own changes what it remembers. */
  readonly isMoved: boolean;
}

/** Whether a limit may remember what it refused. */
export function isMovedByRefusals({ driver, parameters }: Model): boolean {
  if (driver.kind === 'restarting') return true;
  if (driver.kind === 'bounded') return driver.stretched === null;
  return parameters['countRejected'] === true;
}
