import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { staleTokens } from './contention/bounded/tokens.js';
import { outcomes } from './contention/key-verdict.js';
import { brokenPromises, type BrokenPromise } from './contention/promises.js';
import { searchOf } from './contention/searches.js';
import { seen, type Windows } from './contention/windows.js';
import { worldOf } from './contention/world.js';

/** Something wrong on a key that is no wrong answer: what came along with one. */
export type Aside =
  | { readonly kind: 'early-promise'; readonly promise: BrokenPromise }
  | {
      readonly kind: 'stale-token';
      /** The acquire whose token should have been the lesser one, and the one that was given too little. */
      readonly rows: readonly [number, number];
      readonly marginUs: number;
    };

/** What is needed to look beside the answers. `outcome`: what was found of them already. */
export interface AsideSetting {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly windows: Windows;
  readonly outcome: Uint8Array;
}

/** Looks for what is wrong beside the answers of a key. Nothing rests on an answer that is wrong itself. */
export function asidesOf(setting: AsideSetting): (rows: Int32Array) => readonly Aside[] {
  const { model, history, assumptions, windows, outcome } = setting;
  if (model.name !== 'lease' && !isAnythingPromised(setting)) return () => nothing;
  const mayForget = assumptions.state === 'perProcess';
  const search = searchOf(worldOf(model, history, assumptions));
  const refusalsCount = model.driver.kind === 'restarting';
  const promising = { search, windows, history, assumptions, refusalsCount, mayForget };
  const isSound = (row: number): boolean =>
    outcome[row] !== outcomes.wrong && outcome[row] !== outcomes.nearEdge;
  return (rows) => [
    ...brokenPromises(promising, rows)
      .filter((promise) => promise.rows.every(isSound))
      .map((promise): Aside => ({ kind: 'early-promise', promise })),
    ...(model.name === 'lease' && !mayForget ? staleIn(setting, rows) : []),
  ];
}

const nothing: readonly Aside[] = [];

/** Whether any refusal of the history said when to come back; mostly none does. */
function isAnythingPromised({ history, windows }: AsideSetting): boolean {
  for (let row = 0; row < history.length; row++)
    if (windows.seen[row] === seen.reject && (history.retryAfterMsAt(row) ?? 0) > 0) return true;
  return false;
}

function staleIn({ history, windows }: AsideSetting, rows: Int32Array): readonly Aside[] {
  const fenced = [...rows].flatMap((row) => {
    const token = windows.seen[row] === seen.accept ? history.tokenAt(row) : undefined;
    const { action } = token === undefined ? { action: '' } : history.actionAt(row);
    const isAcquire = action !== 'renew' && action !== 'release';
    if (token === undefined || !isAcquire) return [];
    return [{ startUs: windows.startUs[row], endUs: windows.endUs[row], token, row }];
  });
  return staleTokens(fenced).map(({ before, after }) => {
    const marginUs = Math.floor((windows.startUs[after] - windows.endUs[before]) / 2) + 1;
    return { kind: 'stale-token', rows: [before, after], marginUs };
  });
}
