import type { Action, KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import type { Attempt, Model } from '../models/model.js';

/** How near to the end of its limit a plan comes, as a correct server would have seen it. */
export interface Room {
  readonly refused: number;
  /** Keys that were used up, so that something was refused there. */
  readonly usedUp: number;
  /** Accepts on a key after a refusal on it. */
  readonly afterRefusals: number;
  /** The least time by which a refused action was too early; `null`: none would have had room by waiting. */
  readonly earlyUs: number | null;
  /** The least time for which there had been room again for an accepted action; `null`: there always was. */
  readonly lateUs: number | null;
}

/** More actions than these say nothing new. */
const rowsMost = 4000;

/**
 * What a plan shows of a limit: every answered action is decided once more by the model, in the middle
 * of its window, and asked for how long it would have had to wait, or could have come earlier.
 */
export function roomOf(history: History, model: Model): Room {
  const keys = new Map<string, KeyPast>();
  const seen: Seen[] = [];
  for (const action of decidedOnce(history)) {
    const attempt = attemptOf(action.action);
    const key = JSON.stringify(model.per.map((field: KeyField) => action.action[field] ?? null));
    const past = keys.get(key) ?? { state: model.init(), lastUs: null, refusals: 0 };
    const { accepts, next } = model.decide(past.state, attempt, action.atUs);
    const asked = { model, attempt, past, atUs: action.atUs };
    seen.push({
      accepts,
      isAfterRefusal: accepts && past.refusals > 0,
      apartUs: accepts ? roomSinceUs(asked) : waitUs(asked),
    });
    keys.set(key, {
      state: next,
      lastUs: action.atUs,
      refusals: past.refusals + (accepts ? 0 : 1),
    });
  }
  const refused = seen.filter(({ accepts }) => !accepts);
  return {
    refused: refused.length,
    usedUp: [...keys.values()].filter(({ refusals }) => refusals > 0).length,
    afterRefusals: seen.filter(({ isAfterRefusal }) => isAfterRefusal).length,
    earlyUs: leastOf(refused),
    lateUs: leastOf(seen.filter(({ accepts }) => accepts)),
  };
}

interface KeyPast {
  readonly state: unknown;
  readonly lastUs: number | null;
  readonly refusals: number;
}

interface Seen {
  readonly accepts: boolean;
  readonly isAfterRefusal: boolean;
  readonly apartUs: number | null;
}

interface Question {
  readonly model: Model;
  readonly attempt: Attempt;
  readonly past: KeyPast;
  readonly atUs: number;
}

function leastOf(seen: readonly Seen[]): number | null {
  const apart = seen.flatMap(({ apartUs }) => (apartUs === null ? [] : [apartUs]));
  return apart.length === 0 ? null : apart.reduce((least, us) => Math.min(least, us));
}

/** How much later a refused attempt would have been accepted, had nobody come in between. */
function waitUs({ model, attempt, past, atUs }: Question): number | null {
  const { recoveryUs } = model;
  const accepts = (atUsThen: number): boolean => model.decide(past.state, attempt, atUsThen).accepts;
  if (!Number.isFinite(recoveryUs) || !accepts(atUs + recoveryUs)) return null;
  return firstUs(atUs, atUs + recoveryUs, accepts) - atUs;
}

/** For how long an accepted attempt had had room again; `null` where the action before it left some. */
function roomSinceUs({ model, attempt, past, atUs }: Question): number | null {
  const { lastUs } = past;
  const accepts = (atUsThen: number): boolean => model.decide(past.state, attempt, atUsThen).accepts;
  if (lastUs === null || accepts(lastUs)) return null;
  return atUs - firstUs(lastUs, atUs, accepts);
}

/** The first instant that is accepted, of a span whose beginning is not and whose end is. */
function firstUs(fromUs: number, toUs: number, accepts: (atUs: number) => boolean): number {
  let [before, after] = [fromUs, toUs];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (accepts(middle)) after = middle;
    else before = middle;
  }
  return after;
}

interface Decided {
  readonly action: Action;
  readonly atUs: number;
}

/** The answered actions, each at one instant, in the order of these. */
function decidedOnce(history: History): readonly Decided[] {
  const decided: Decided[] = [];
  for (let row = 0; row < history.length && decided.length < rowsMost; row++) {
    const outcome = history.outcomeAt(row);
    if (outcome !== 'accepted' && outcome !== 'rejected') continue;
    const atUs = Math.floor((history.sentAtUs[row] + history.settledAtUs[row]) / 2);
    decided.push({ action: history.actionAt(row), atUs });
  }
  return decided.sort((a, b) => a.atUs - b.atUs);
}

function attemptOf({ action = 'act', cost = 1, ...fields }: Action): Attempt {
  return { ...fields, action, cost };
}
