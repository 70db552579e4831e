import type { Action } from '../history/action.js';
import type { StateChange, StateSpec } from '../oracle/state/contract.js';
import { fillTemplate } from './fill.js';
import { inWords, quoted } from './fields/say.js';
import type { ReadContext, StateCheck, StateValues, StoredCheck } from './live.js';
import type { WrittenCheck } from './topics/state.js';

/** What is known of the time before the run. */
interface Past {
  /** Whether nobody can have counted on the keys of a check. */
  readonly isFresh: (check: Pick<WrittenCheck, 'per' | 'count'>) => boolean;
  /** What the scenario says itself; `undefined`: nothing. */
  readonly initial: 'fresh' | 'unknown' | undefined;
}

/** The checks as the rest of the program knows them. */
export function stateChecksOf(
  written: readonly WrittenCheck[] | undefined,
  { isFresh, initial }: Past,
): readonly StateCheck[] {
  return (written ?? []).map((check) => {
    const { name, kind, per, count, settle: settleUs } = check;
    // A server that went on from an earlier run has the counts of that run.
    const { start = isFresh(check) ? 0 : null } = check;
    const code = typeof count === 'function' ? count : null;
    const stored: StoredCheck = {
      name,
      kind,
      per,
      start,
      isStartSure: initial === undefined ? isFresh(check) : initial === 'fresh',
      settleUs,
      count: typeof count === 'function' ? null : count,
    };
    return {
      ...specOf(stored, code),
      everyUs: check.every ?? null,
      read: readerOf(check),
      stored,
    };
  });
}

/** A check of a run folder, to be judged again; `null` where it counts in code. */
export function storedSpecOf(stored: StoredCheck): StateSpec | null {
  return stored.count === null ? null : specOf(stored, null);
}

type Count = (action: Action) => StateChange | number | null;

function specOf(stored: StoredCheck, code: Count | null): StateSpec {
  const { name, kind, start, isStartSure, settleUs, count } = stored;
  const mayTouchNothing = code !== null || count === 'nothing';
  return {
    name,
    kind,
    start,
    ...(isStartSure !== undefined && { isStartSure }),
    settleUs,
    changeOf: code === null ? changeByData(stored) : changeByCode(stored, code),
    ...(mayTouchNothing && { isConstantUntouched: true }),
  };
}

/** What an action does to the state of the key that it names; nothing where it names none. */
function changed({ kind, per }: StoredCheck, action: Action, by: number): StateChange | null {
  const key = per === 'action' ? (action.action ?? 'act') : action[per];
  if (key === undefined || by === 0) return null;
  return kind === 'members' ? { key, by, member: action.user } : { key, by };
}

function changeByData(check: StoredCheck): StateSpec['changeOf'] {
  const { count } = check;
  if (count === 'accepts') return (action) => changed(check, action, 1);
  if (count === 'nothing' || count === null) return () => null;
  return (action) => {
    const name = action.action ?? 'act';
    return changed(check, action, Object.hasOwn(count, name) ? (count[name] ?? 0) : 0);
  };
}

function changeByCode(check: StoredCheck, code: Count): StateSpec['changeOf'] {
  return (action) => {
    const change = code(action);
    return typeof change === 'number' ? changed(check, action, change) : change;
  };
}

/** A reader may find nothing yet where the run makes its keys. */
type Context = ReadContext & { readonly mayBeEmpty?: boolean };

function readerOf({ from, read, per }: WrittenCheck): (context: Context) => ReturnType<StateCheck['read']> {
  if (read !== undefined) return read;
  if (from === undefined) throw new RangeError('a check of state needs `from` or `read`');
  const { url, at = '' } = from;
  return async (context) => {
    const marks = { run: context.run };
    const keys = per === 'user' ? context.userNames : context.resourceNames;
    if (url.includes('${key}')) return eachOf(context, keys, { url, at });
    const path = fillTemplate(url, marks);
    const answer = await jsonOf(context, path);
    if (answer === undefined) throw new Error(`HTTP 404 from ${path}`);
    if (!at.includes('${key}')) return mapAt(answer, fillTemplate(at, marks));
    const found = keys.map((key): [string, unknown] => [key, valueAt(answer, at, { ...marks, key })]);
    if (context.mayBeEmpty === true && holdsNoKey(answer, at, marks)) return {};
    return named(found, `nothing of any key at \`${at}\`; ${topText(answer)}`);
  };
}

/** So many questions are under way at a time. */
const atOnce = 16;

/** One question for each key. What the server does not know is left out, unless it knows nothing at all. */
async function eachOf(
  context: Context,
  keys: readonly string[],
  { url, at }: { readonly url: string; readonly at: string },
): Promise<StateValues> {
  const found: [string, unknown][] = [];
  let next = 0;
  const ask = async (): Promise<void> => {
    for (let key = keys[next++]; key !== undefined; key = keys[next++]) {
      const encoded = { run: encodeURIComponent(context.run), key: encodeURIComponent(key) };
      const answer = await jsonOf(context, fillTemplate(url, encoded));
      if (answer === undefined) continue;
      const value = valueAt(answer, at, { run: context.run, key });
      if (value === undefined)
        throw new Error(`the answer for ${key} has nothing at \`${at}\`; ${topText(answer)}`);
      found.push([key, value]);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, keys.length) }, ask));
  if (context.mayBeEmpty === true && found.length === 0) return {};
  const example = fillTemplate(url, { run: context.run, key: keys[0] ?? '' });
  return named(found, `HTTP 404 for every key, as from ${example}`);
}

/** What is checked when it arrives in the run, whoever read it. */
function named(found: readonly [string, unknown][], nothing: string): StateValues {
  const known = found.filter(([, value]) => value !== undefined);
  if (known.length === 0) throw new Error(nothing);
  return Object.fromEntries(known) as StateValues;
}

function mapAt(answer: unknown, at: string): StateValues {
  const value = valueAt(answer, at, {});
  if (value === undefined) throw new Error(`the answer has nothing at \`${at}\`; ${topText(answer)}`);
  return value as StateValues;
}

const namesMost = 5;

/** What there is instead, for whoever looks in the wrong place. */
function topText(answer: unknown): string {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer))
    return `it is ${inWords(answer)}`;
  const names = Object.keys(answer);
  if (names.length === 0) return 'it is an empty map';
  const shown = names.slice(0, namesMost).map(quoted).join(', ');
  return `at its top it has ${shown}${names.length > namesMost ? `, and ${names.length - namesMost} more` : ''}`;
}

/** Whether the place of all keys is there, and empty. */
function holdsNoKey(answer: unknown, at: string, marks: Readonly<Record<string, string>>): boolean {
  const parts = at.split('.');
  const place = parts.slice(
    0,
    parts.findIndex((part) => part.includes('${key}')),
  );
  const value = valueAt(answer, place.join('.'), marks);
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** `undefined` where the server does not know it. */
async function jsonOf(context: ReadContext, path: string): Promise<unknown> {
  const response = await context.fetch(path, {
    headers: { accept: 'application/json', connection: 'close' },
  });
  const text = await response.text();
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`HTTP ${response.status} from ${path}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`the answer from ${path} is no JSON`);
  }
}

/** Names joined by dots, filled one by one: a key with a dot in it is one name. */
function valueAt(answer: unknown, at: string, marks: Readonly<Record<string, string>>): unknown {
  if (at === '') return answer;
  return at.split('.').reduce<unknown>((value, part) => {
    const name = fillTemplate(part, marks);
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    return (value as Record<string, unknown>)[name];
  }, answer);
}
