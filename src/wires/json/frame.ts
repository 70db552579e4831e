import type { Inbound } from '../../transports/transport.js';
import { isRecord } from './json.js';
import { sketch } from './sketch.js';

/** The longest answer that is read. Longer ones say nothing and would stop the clock while they are parsed. */
export const answerCharsMax = 1_000_000;

/** What a frame of plain WebSocket holds: a document, or why there is none. */
export type Read =
  { readonly ok: true; readonly document: unknown } | { readonly ok: false; readonly reason: string };

/** Reads a frame as JSON; binary frames as UTF-8. `null` for what is no frame. Never throws. */
export function readFrame(inbound: Inbound): Read | null {
  if (inbound.kind === 'text') return readText(inbound.text);
  if (inbound.kind !== 'bytes') return null;
  const { bytes } = inbound;
  return bytes.length > answerCharsMax ? tooLong(bytes.length) : readText(new TextDecoder().decode(bytes));
}

/** What the arguments of an event or acknowledgement hold: the first record, else the first argument, else `null`. */
export function readArgs(args: readonly unknown[]): Read {
  let document: unknown = args.length === 0 ? null : args[0];
  let found = false;
  let chars = 0;
  for (const arg of args) {
    chars += weightOf(arg);
    if (!found && isRecord(arg)) {
      document = arg;
      found = true;
    }
  }
  return chars > answerCharsMax ? tooLong(chars) : { ok: true, document };
}

function readText(text: string): Read {
  if (text.length > answerCharsMax) return tooLong(text.length);
  try {
    return { ok: true, document: JSON.parse(text) };
  } catch {
    return { ok: false, reason: `not JSON: ${sketch(text)}` };
  }
}

function tooLong(length: number): Read {
  const megabytes = (length / 1_000_000).toFixed(1);
  return { ok: false, reason: `too long for an answer: ${megabytes} million characters` };
}

/** About how long an argument is, looking one level deep: enough to refuse what is far too long. */
function weightOf(arg: unknown): number {
  if (!isRecord(arg)) return lengthOf(arg);
  let chars = 0;
  for (const key in arg) chars += key.length + lengthOf(arg[key]);
  return chars;
}

function lengthOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return ArrayBuffer.isView(value) ? value.byteLength : 1;
}
