import * as fc from 'fast-check';
import type { Action } from '../../src/history/action.js';

/** The seed of every property in this folder: fixed, printed by fast-check on failure. */
export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20_240_601) | 0;

/** Text as hostile servers send it: any UTF-16, line ends of all kinds, byte order marks, quotes. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.string({ maxLength: 12 }),
  fc.constantFrom(
    '',
    '\n',
    '\r\n',
    '\u2028',
    '\u2029\u0085',
    '\ud800',
    'a\udfff',
    '\ufeffx',
    '\0',
    '\0"x"',
    '"\\',
    '\u001b[31m',
    '\u009b31m',
    '__proto__',
    'constructor',
    'é'.repeat(40),
    '🙂',
  ),
);

const timeUs = fc.integer({ min: 0, max: 2 ** 43 });
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true, min: 0, max: 1e12 })
  .map((value) => value + 0);
const id = fc.oneof(fc.nat(), hostileText);

const rest = fc.record(
  {
    action: hostileText.filter((text) => text !== 'act'),
    reason: hostileText,
    retryAfterMs: number,
    serverAtUs: timeUs,
    cost: number,
    connection: hostileText,
    node: hostileText,
    group: hostileText,
    phase: hostileText,
    value: hostileText,
    token: fc.nat(),
    machine: hostileText,
  },
  { requiredKeys: [] },
);

type Window = Pick<Action, 'sentAtUs' | 'settledAtUs' | 'outcome'>;

const window: fc.Arbitrary<Window> = fc
  .tuple(timeUs, fc.nat({ max: 5_000_000 }))
  .chain(([sentAtUs, us]) =>
    fc.constantFrom<Window>(
      { sentAtUs, settledAtUs: sentAtUs + us, outcome: 'accepted' },
      { sentAtUs, settledAtUs: sentAtUs + us, outcome: 'rejected' },
      { sentAtUs, settledAtUs: sentAtUs + us, outcome: 'error' },
      { sentAtUs, settledAtUs: sentAtUs + us, outcome: 'unknown' },
      { sentAtUs, settledAtUs: null, outcome: 'unknown' },
      { sentAtUs: null, settledAtUs: null, outcome: 'dropped' },
    ),
  );

/** Any action a file may hold, in the canonical form: the default action left out. */
export const anyAction: fc.Arbitrary<Action> = fc
  .tuple(
    fc.record({ id, user: hostileText, resource: hostileText, step: fc.nat(), intendedAtUs: timeUs }),
    window,
    rest,
  )
  .map(([base, times, more]) => ({ ...base, ...times, ...more }));

/** Histories: any actions, no id twice. */
export const anyActions: fc.Arbitrary<Action[]> = fc.uniqueArray(anyAction, {
  selector: (action) => action.id,
  maxLength: 30,
});

/** The order a history has, written as naively as it is said. */
export function inSendOrder(actions: readonly Action[]): Action[] {
  return [...actions].sort((a, b) => {
    const [x, y] = [rank(a), rank(b)];
    for (let i = 0; i < 3; i++) if (x[i] !== y[i]) return x[i] < y[i] ? -1 : 1;
    return 0;
  });
}

function rank(action: Action): [number, number, string | number] {
  return [action.sentAtUs ?? action.intendedAtUs, typeof action.id === 'number' ? 0 : 1, action.id];
}
