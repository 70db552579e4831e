import type { History } from '../../history/history.js';
import { outcomeKinds } from '../../history/outcome.js';
import type { DeliverySpec } from './contract.js';

/** What is known of the broadcast of each row. */
export interface Broadcasts {
  readonly kinds: readonly BroadcastKind[];
  /** The rooms that each row goes to; empty where it goes to none. */
  readonly rooms: readonly (readonly string[])[];
  /** Why the scenario could not say the rooms of some actions; `null` where it could. */
  readonly trouble: string | null;
}

/**
 * `surely` was accepted; `perhaps` may have been; `never` was refused; `silent` never left, or nobody can say
 * where it goes.
 */
export type BroadcastKind = 'surely' | 'perhaps' | 'never' | 'silent';

const kindOf = {
  accepted: 'surely',
  unknown: 'perhaps',
  error: 'perhaps',
  rejected: 'never',
  dropped: 'silent',
} as const;
const none: readonly string[] = [];

/** Asks the scenario for the rooms of each action; it may be code, and what it throws is told, not thrown. */
export function broadcastsOf(history: History, spec: DeliverySpec): Broadcasts {
  const kinds: BroadcastKind[] = [];
  const rooms: (readonly string[])[] = [];
  let trouble: string | null = null;
  for (let row = 0; row < history.length; row++) {
    const kind = kindOf[outcomeKinds[history.outcome[row]]];
    const isAsked = kind === 'surely' || kind === 'perhaps';
    const said = isAsked ? roomsOf(spec, history, row) : none;
    if (typeof said === 'string') trouble ??= said;
    kinds.push(typeof said === 'string' ? 'silent' : kind);
    rooms.push(typeof said === 'string' ? none : said);
  }
  return { kinds, rooms, trouble };
}

/** The rooms, or why they are not known. */
function roomsOf(spec: DeliverySpec, history: History, row: number): readonly string[] | string {
  try {
    const said: unknown = spec.roomsOf(history.actionAt(row));
    if (Array.isArray(said) && said.every((room) => typeof room === 'string')) return [...new Set(said)];
    return 'the rooms of an action are no list of texts';
  } catch (error) {
    return `the rooms of an action could not be told: ${error instanceof Error ? error.message : String(error)}`;
  }
}
