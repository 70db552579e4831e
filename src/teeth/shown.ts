import type { History } from '../history/history.js';
import type { KeyField } from '../history/action.js';
import type { Model } from '../models/model.js';
import { partitionOf } from '../oracle/contention/partition.js';
import { rulesOf } from '../models/driver.js';
import { roomOf, type Room } from './room.js';

/** What a plan does, as the correct server saw it: why it shows a bug, or does not. */
export interface Shown extends Room {
  readonly actions: number;
  readonly users: number;
  readonly resources: number;
  readonly kinds: readonly string[];
  readonly keys: number;
  /** The most users that act on one key, and the most actions on one. */
  readonly usersOnKey: number;
  readonly actionsOnKey: number;
  readonly meetings: number;
  readonly cuts: number;
  readonly restarts: number;
  /** Of answers, how many could be decided; `null`: there were none. */
  readonly resolution: number | null;
}

/** What a play of the correct server shows. Of several limits at once, that on whose keys most users act. */
export function shownOf(
  history: History,
  model: Model,
  others: Pick<Shown, 'meetings' | 'cuts' | 'restarts' | 'resolution'>,
): Shown {
  const crowds = rulesOf(model).map(({ per }) => crowdOf(history, per));
  const crowd = crowds.reduce((most, each) => (each.usersOnKey > most.usersOnKey ? each : most));
  const kinds = textsOf(history, 'action');
  return {
    ...roomOf(history, model),
    ...crowd,
    ...others,
    actions: history.length,
    users: textsOf(history, 'user').length,
    resources: textsOf(history, 'resource').length,
    kinds,
  };
}

function crowdOf(
  history: History,
  per: readonly KeyField[],
): Pick<Shown, 'keys' | 'usersOnKey' | 'actionsOnKey'> {
  const { keys, rows, from } = partitionOf(history, per);
  const users = history.codes('user');
  let usersOnKey = 0;
  let actionsOnKey = 0;
  for (let key = 0; key < keys; key++) {
    const onKey = rows.subarray(from[key], from[key + 1]);
    usersOnKey = Math.max(usersOnKey, new Set([...onKey].map((row) => users[row])).size);
    actionsOnKey = Math.max(actionsOnKey, onKey.length);
  }
  return { keys, usersOnKey, actionsOnKey };
}

/** The different texts of a field, in order of first sight. */
function textsOf(history: History, field: KeyField): readonly string[] {
  const codes = history.codes(field);
  return [...new Set(codes)].map((code) => (code < 0 ? '' : history.text(field, code)));
}
