import type { Answer } from '../../history/outcome.js';
import { printable } from '../../transports/transport.js';
import { pathOf, type Path } from './path.js';
import { matcherOf, type Patterns } from './pattern.js';
import { sketch } from './sketch.js';

/** How a server's answer reads, whatever carries it. */
export interface AnswerSettings {
  /** The answer that says yes, or several. Default `{ ok: true }`. */
  readonly accepted?: Patterns | undefined;
  /** The answer that says no because of the limit, or several. Default `{ ok: false }`. */
  readonly rejected?: Patterns | undefined;
  /** Where the reason of a no stands. Default `error`. */
  readonly reason?: string | undefined;
  /** Where a no says after how many milliseconds to try again. Default `retryAfterMs`. */
  readonly retryAfter?: string | undefined;
  /** Where a yes carries what was read or won. Default: nowhere. */
  readonly value?: string | undefined;
  /** Where a yes carries its fencing token, an integer. Default: nowhere. */
  readonly token?: string | undefined;
  /** Where an answer carries the server's decision instant, in milliseconds. Default: nowhere. */
  readonly serverAt?: string | undefined;
}

/** Reads answers out of documents, as compiled from the settings. */
export interface AnswerReader {
  /** By the patterns. What matches neither or both is an error. */
  readonly read: (document: unknown) => Answer;
  /** A yes by other evidence than the patterns: only the details are read. */
  readonly accepted: (document: unknown) => Answer;
  /** A no by other evidence than the patterns. */
  readonly rejected: (document: unknown) => Answer;
}

const nowhere: Path = () => undefined;

/** Compiles the settings of a wire, once. */
export function answerReaderOf(settings: AnswerSettings): AnswerReader {
  const isAccepted = matcherOf(settings.accepted ?? { ok: true });
  const isRejected = matcherOf(settings.rejected ?? { ok: false });
  const accepted = acceptedReader(settings);
  const rejected = rejectedReader(settings);
  const read = (document: unknown): Answer => {
    const saysYes = isAccepted(document);
    const saysNo = isRejected(document);
    if (saysYes && saysNo)
      return errorAnswer(`ambiguous, matches accepted and rejected: ${sketch(document)}`);
    if (saysYes) return accepted(document);
    if (saysNo) return rejected(document);
    return errorAnswer(`matches neither accepted nor rejected: ${sketch(document)}`);
  };
  return { read, accepted, rejected };
}

/** An answer that says nothing about the limiter. */
export function errorAnswer(reason: string): Answer {
  return { kind: 'error', reason: printable(reason) };
}

function acceptedReader(settings: AnswerSettings): (document: unknown) => Answer {
  const { value, token, serverAt } = settings;
  if (value === undefined && token === undefined && serverAt === undefined) {
    return () => ({ kind: 'accepted' });
  }
  const valueAt = optionalPath(value);
  const tokenAt = optionalPath(token);
  const serverAtOf = optionalPath(serverAt);
  return (document) => {
    const valueText = exactText(valueAt(document));
    const tokenNumber = tokenAt(document);
    const serverAtUs = microseconds(serverAtOf(document));
    return {
      kind: 'accepted',
      ...(valueText !== undefined && { value: valueText }),
      ...(Number.isSafeInteger(tokenNumber) && { token: tokenNumber as number }),
      ...(serverAtUs !== undefined && { serverAtUs }),
    };
  };
}

function rejectedReader(settings: AnswerSettings): (document: unknown) => Answer {
  const reasonAt = pathOf(settings.reason ?? 'error');
  const retryAfterAt = pathOf(settings.retryAfter ?? 'retryAfterMs');
  const serverAtOf = optionalPath(settings.serverAt);
  return (document) => {
    const reason = reasonText(reasonAt(document));
    const retryAfterMs = retryAfterAt(document);
    const serverAtUs = microseconds(serverAtOf(document));
    return {
      kind: 'rejected',
      ...(reason !== undefined && { reason }),
      ...(isDuration(retryAfterMs) && { retryAfterMs }),
      ...(serverAtUs !== undefined && { serverAtUs }),
    };
  };
}

function optionalPath(dotted: string | undefined): Path {
  return dotted === undefined ? nowhere : pathOf(dotted);
}

function reasonText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return printable(typeof value === 'string' ? value : sketch(value));
}

/**
 * A scalar as text, only if nothing of it is lost: two values that differ must never become one, or
 * a judge of values would accuse the innocent.
 */
function exactText(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && printable(value) === value ? value : undefined;
}

function isDuration(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function microseconds(valueMs: unknown): number | undefined {
  if (typeof valueMs !== 'number') return undefined;
  const us = Math.round(valueMs * 1000);
  return Number.isSafeInteger(us) ? us : undefined;
}
