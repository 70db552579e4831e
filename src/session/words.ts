import { basename } from 'node:path';

const charsMost = 200;

/** Control and format characters (terminal escapes, overrides of the writing direction) and lone surrogates. */
const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** A text that code or a server chose, made fit for histories: one line, no control characters, bounded. */
export function shown(text: string, most = charsMost): string {
  const head = text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  return head.replace(unprintable, ' ').trim();
}

/** What an error says of itself, and of what caused it. */
export function errorText(error: unknown): string {
  if (!(error instanceof Error)) return shown(String(error));
  const said = error.message || error.name;
  const cause = causeText(error.cause);
  return shown(cause === '' || said.includes(cause) ? said : `${said}: ${cause}`);
}

/** Refused at every address of a name, the cause itself says nothing. */
function causeText(cause: unknown): string {
  if (typeof cause === 'string') return cause;
  if (!(cause instanceof Error)) return '';
  const first: unknown = cause instanceof AggregateError ? cause.errors[0] : undefined;
  return cause.message || (first instanceof Error ? first.message : '');
}

/** Where hooks asked for what failed later, in a stack that says nothing of them. */
const askedAt = new WeakMap<object, { readonly stack?: string }>();

/** The same error; it knows now the place that asked for what failed, if it knew none. */
export function placed(error: unknown, asking: { readonly stack?: string }): unknown {
  if (error instanceof Error && !askedAt.has(error)) askedAt.set(error, asking);
  return error;
}

/** What an error says, and where in the scenario's file it came from, as far as its stack names that file. */
export function reasonText(error: unknown, file: string | null): string {
  const text = errorText(error);
  if (!(error instanceof Error) || file === null) return text;
  const name = basename(file);
  const place = placeIn(error.stack, name) ?? placeIn(askedAt.get(error)?.stack, name);
  return place === null ? text : `${text} (${shown(place, 100)})`;
}

/** `chat.ts:40:17`: file, line and column of the innermost call from a file of that name. */
function placeIn(stack: string | undefined, name: string): string | null {
  for (const line of stack?.split('\n') ?? []) {
    const at = Math.max(line.lastIndexOf(`/${name}:`), line.lastIndexOf(`\\${name}:`));
    const numbers = at < 0 ? null : /^\d+:\d+(?=\)?$)/.exec(line.slice(at + name.length + 2));
    if (numbers !== null) return `${name}:${numbers[0]}`;
  }
  return null;
}

/** `2s`, `350ms`: a duration in the largest unit in which it is a short number. */
export function spanText(us: number): string {
  if (us >= 1_000_000) return `${Math.round(us / 100_000) / 10}s`;
  return us >= 1000 ? `${Math.round(us / 100) / 10}ms` : `${Math.round(us)}us`;
}
