import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { keyFieldsOf, partitionOf } from './contention/partition.js';
import { restartsOf } from './contention/restarts.js';
import type { Search, World } from './contention/search.js';
import { searchOf } from './contention/searches.js';
import { sightingsOf, stretchesOf, type Setting } from './contention/searched/stretches.js';
import { seen, wideningOf, windowsOf, type Windows } from './contention/windows.js';
import { worldOf } from './contention/world.js';
import { GaveUp } from './certificate/narrow.js';
import { placedKey, type PlacedKey, type Placing } from './certificate/key-claims.js';
import type { Placed } from './certificate/placed.js';
import { believable } from './untrusted.js';
import type { Certificate, Claim, KeyFields } from './verify/claims.js';
import { forgetfulness, isAlone } from './verify/testimony.js';

/** What a certificate is made of. */
export interface Making {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  /** The digest of the history, as `historyHash` gives it. */
  readonly hash: string;
  /** How many steps may be taken in all; 20 million and 500 an action unless told. */
  readonly stepsMost?: number;
  /** Told after each key how many of them are done. */
  readonly progress?: (done: number, of: number) => void;
}

/**
 * Finds for each action of a history an instant in its window, such that the model, asked at these
 * instants in order, answers what was seen. Keys on which none were found are named with the reason,
 * whether there are none or the search gave up. The same history gives the same certificate.
 */
export function certificateOf(making: Making): Certificate {
  const { model, assumptions, hash } = making;
  const history = believable(making.history);
  const windows = windowsFor(history, assumptions);
  const world = worldOf(model, history, assumptions);
  const stepsMost = making.stepsMost ?? 20_000_000 + 500 * history.length;
  const placing: Placing = { world, searchOf: searchIfAny, budget: { left: stepsMost } };
  const setting = settingOf(making, searchIfAny(world));
  const forgetful = forgetfulness(history, assumptions);
  const { keys, rows, from } = partitionOf(history, model.per);
  const claims: Claim[] = [];
  for (let index = 0; index < keys; index++) {
    const own = rows
      .subarray(from[index], from[index + 1])
      .filter((row) => windows.seen[row] !== seen.absent);
    if (own.length === 0) continue;
    const key = keyFieldsOf(history, model.per, own[0]);
    if (forgetful === null) addKey(claims, { history, windows, placing, setting, key }, own);
    else claims.push({ kind: 'without', key, without: forgetful });
    making.progress?.(index + 1, keys);
  }
  const actions = windows.seen.reduce((count, kind) => count + (kind === seen.absent ? 0 : 1), 0);
  const { name, parameters } = model;
  return {
    header: { certificate: 1, model: { name, parameters }, assumptions, history: hash, actions },
    claims,
  };
}

interface Desk {
  readonly history: History;
  readonly windows: Windows;
  readonly placing: Placing;
  readonly setting: Setting;
  readonly key: KeyFields;
}

function addKey(claims: Claim[], { history, windows, placing, setting, key }: Desk, rows: Int32Array): void {
  try {
    const placed = placedKey(placing, stretchesOf(sightingsOf(windows, rows, setting), setting));
    for (const claim of claimsOf(history, key, placed)) claims.push(claim);
    if (setting.isAlone) return;
    for (const row of rows)
      if (windows.seen[row] === seen.reject)
        claims.push(claimOf(history, key, { row, atUs: windows.startUs[row], decision: 'reject' }));
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
    claims.push({ kind: 'without', key, without: error.message });
  }
}

function* claimsOf(history: History, key: KeyFields, { originUs, placed }: PlacedKey): Iterable<Claim> {
  if (originUs !== null) yield { kind: 'origin', key, originUs };
  for (const one of placed) yield claimOf(history, key, one);
}

function claimOf(history: History, key: KeyFields, { row, atUs, decision, by }: Placed): Claim {
  if (row < 0) return { kind: 'unseen', key, unseenAtUs: atUs ?? 0 };
  const claim = { kind: 'decision' as const, id: history.actionAt(row).id, decidedAtUs: atUs, decision };
  return by === undefined ? claim : { ...claim, by };
}

function windowsFor(history: History, assumptions: Assumptions): Windows {
  const machines = new Set(history.codes('machine')).size;
  return windowsOf(history, wideningOf(assumptions, machines > 1), assumptions.horizonUs);
}

function settingOf({ history, assumptions }: Making, search: Search | null): Setting {
  const widening = wideningOf(assumptions, new Set(history.codes('machine')).size > 1);
  return {
    initial: assumptions.initial,
    isAlone: isAlone(assumptions),
    restarts: restartsOf(history, assumptions, widening),
    forgetsAfterUs: search?.forgetsAfterUs ?? Infinity,
  };
}

/** The search of a model; `null` where there is none. */
function searchIfAny(world: World): Search | null {
  try {
    return searchOf(world);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
