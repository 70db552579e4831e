import { nameIn, type Json } from '../../parts/json.js';

/** What people tell each other. */
export type Kind = 'lead' | 'deal' | 'interaction';

type Check = (value: unknown) => boolean;

const isName: Check = (value) => nameIn(value) !== null;
const isAmount: Check = (value) => typeof value === 'number' && value > 0 && value < 1e9;
const isReference: Check = (value) => Number.isSafeInteger(value);

/** `ref` is the sender's own number of what it tells, so that everybody can match what they hear with it. */
const checks: Readonly<Record<Kind, Readonly<Record<string, Check>>>> = {
  lead: {
    ref: isReference,
    territory: isName,
    company: (value) => text(value).trim() !== '',
    value: isAmount,
  },
  deal: { ref: isReference, team: isName, amount: isAmount },
  interaction: {
    ref: isReference,
    team: isName,
    rep: isName,
    how: (value) => ['call', 'mail', 'visit'].includes(text(value)),
  },
};

/** The fields of a payload that are missing or make no sense; empty: it is fine. */
export function flawsIn(kind: Kind, payload: unknown): readonly string[] {
  const fields = typeof payload === 'object' && payload !== null ? (payload as Json) : {};
  return Object.entries(checks[kind])
    .filter(([field, isFine]) => !isFine(fields[field]))
    .map(([field]) => field);
}

/** A text that is one, else the empty text: whatever somebody sends is looked at as text once. */
export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
