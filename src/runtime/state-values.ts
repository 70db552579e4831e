/** What a server said of its state: by key a number, or the names of members. */
export type StateValues = Readonly<Record<string, number | readonly string[]>>;

const keysMost = 10_000;
const membersMost = 10_000;
const charsMost = 500;
const numeric = /^-?\d{1,16}(\.\d{1,9})?$/;

/**
 * What was read, checked and copied. Numbers may be written as text, as stores give them back; members may
 * be numbers.
 *
 * @throws Error naming the first value that cannot be.
 */
export function stateValuesOf(raw: unknown, kind: 'number' | 'members'): StateValues {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new Error(`what was read must be a map of keys, but is ${wordFor(raw)}`);
  const entries = raw instanceof Map ? [...raw] : Object.entries(raw);
  if (entries.length > keysMost)
    throw new Error(`what was read has ${entries.length} keys; ${keysMost} are the most`);
  return Object.fromEntries(
    entries.map(([key, value]: [unknown, unknown]): [string, number | readonly string[]] => {
      const name = textOf(key, 'a key');
      return [name, kind === 'number' ? numberOf(name, value) : membersOf(name, value)];
    }),
  );
}

function numberOf(key: string, value: unknown): number {
  const number = typeof value === 'string' && numeric.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number)) return number;
  throw new Error(`the value of ${shown(key)} must be a number, but is ${wordFor(value)}`);
}

function membersOf(key: string, value: unknown): readonly string[] {
  const list: unknown = value instanceof Set ? [...(value as Set<unknown>)] : value;
  if (!Array.isArray(list))
    throw new Error(`the value of ${shown(key)} must be a list of names, but is ${wordFor(value)}`);
  if (list.length > membersMost)
    throw new Error(`${shown(key)} has ${list.length} members; ${membersMost} are the most`);
  return list.map((member: unknown) => textOf(member, `a member of ${shown(key)}`));
}

function textOf(value: unknown, what: string): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  if (typeof text !== 'string') throw new Error(`${what} must be text, but is ${wordFor(value)}`);
  if (text.length > charsMost) throw new Error(`${what} is longer than ${charsMost} characters`);
  return text;
}

const shown = (text: string): string => JSON.stringify(text.slice(0, 40));

function wordFor(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'string') return `the text ${shown(value)}`;
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}
