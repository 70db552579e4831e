import type { Action } from './action.js';
import type { actionFields } from './fields.js';
import { nearestName } from './nearest.js';
import { outcomeKinds } from './outcome.js';
import type { OutcomeKind } from './outcome.js';

/** An action while its line is read; what the line has not given yet is missing. */
export type Draft = { -readonly [K in keyof Action]?: Action[K] };

/** Why a line is refused. Thrown by the readers below, caught by whoever reads the line. */
export class BadField extends RangeError {
  readonly key: string | null;
  constructor(key: string | null, message: string) {
    super(message);
    this.key = key;
  }
}

type Read = (draft: Draft, value: unknown) => void;

/**
 * How each field is read. Times are rounded outwards, so that a foreign log with fractions gives a
 * window that is never narrower than the truth.
 */
export const fieldReaders: ReadonlyMap<string, Read> = new Map(
  Object.entries({
    id: (draft, value) => void (draft.id = idOf(value)),
    user: (draft, value) => void (draft.user = textOf('user', value)),
    resource: (draft, value) => void (draft.resource = textOf('resource', value)),
    step: (draft, value) => void (draft.step = stepOf(value)),
    intendedAtUs: (draft, value) => void (draft.intendedAtUs = timeOf('intendedAtUs', value, Math.floor)),
    sentAtUs: (draft, value) =>
      void (draft.sentAtUs = value === null ? null : timeOf('sentAtUs', value, Math.floor)),
    settledAtUs: (draft, value) =>
      void (draft.settledAtUs = value === null ? null : timeOf('settledAtUs', value, Math.ceil)),
    outcome: (draft, value) => void (draft.outcome = outcomeOf(value)),
    action: optional((draft, value) => void (draft.action = textOf('action', value))),
    reason: optional((draft, value) => void (draft.reason = textOf('reason', value))),
    retryAfterMs: optional((draft, value) => void (draft.retryAfterMs = numberOf('retryAfterMs', value))),
    serverAtUs: optional((draft, value) => void (draft.serverAtUs = timeOf('serverAtUs', value, Math.floor))),
    cost: optional((draft, value) => void (draft.cost = numberOf('cost', value))),
    connection: optional((draft, value) => void (draft.connection = textOf('connection', value))),
    node: optional((draft, value) => void (draft.node = textOf('node', value))),
    group: optional((draft, value) => void (draft.group = textOf('group', value))),
    phase: optional((draft, value) => void (draft.phase = textOf('phase', value))),
    value: optional((draft, value) => void (draft.value = textOf('value', value))),
    token: optional((draft, value) => void (draft.token = numberOf('token', value))),
    machine: optional((draft, value) => void (draft.machine = textOf('machine', value))),
  } satisfies Record<(typeof actionFields)[number], Read>),
);

/** Tools that write every column write `null` for what is absent. */
function optional(read: Read): Read {
  return (draft, value) => {
    if (value !== null) read(draft, value);
  };
}

function idOf(value: unknown): string | number {
  if (typeof value === 'string' || Number.isSafeInteger(value)) return value as string | number;
  if (typeof value === 'number')
    throw new BadField(
      'id',
      `id ${shown(value)} is no whole number that a double holds exactly; write it as text`,
    );
  throw new BadField('id', `id must be a text or a whole number, not ${shown(value)}`);
}

function textOf(key: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  throw new BadField(key, `${key} must be a text, not ${shown(value)}`);
}

function stepOf(value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value + 0;
  throw new BadField('step', `step must be a whole number, not ${shown(value)}`);
}

function timeOf(key: string, value: unknown, round: (value: number) => number): number {
  if (typeof value !== 'number')
    throw new BadField(key, `${key} must be a number of microseconds, not ${shown(value)}`);
  const rounded = round(value) + 0;
  if (Number.isSafeInteger(rounded)) return rounded;
  throw new BadField(key, `${key} ${shown(value)} is too large to count in exact microseconds`);
}

function numberOf(key: string, value: unknown): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value + 0;
  throw new BadField(key, `${key} must be a number, zero or more, not ${shown(value)}`);
}

function outcomeOf(value: unknown): OutcomeKind {
  const kind = outcomeKinds.find((candidate) => candidate === value);
  if (kind !== undefined) return kind;
  const nearest = typeof value === 'string' ? nearestName(value, outcomeKinds) : null;
  const hint = nearest === null ? '' : `; did you mean "${nearest}"?`;
  throw new BadField(
    'outcome',
    `outcome must be one of ${outcomeKinds.join(', ')}, not ${shown(value)}${hint}`,
  );
}

/** A value as an error may show it: short, one line, plain ASCII, whatever somebody wrote there. */
export function shown(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? 'nothing');
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return short.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
