import { escaped } from './fields/escaped.js';

/** What stands where a secret stood. */
export const redactedMark = '***';

/** Secrets shorter than this are replaced only where they stand alone: `1` must not eat every `1`. */
const shortSecretLength = 6;

/** What stands where a text was cut short. Pieces of a secret before it are secret too, from this length on. */
const cutMark = '…';
const pieceLength = 4;

/**
 * The text without any of the secrets, in the forms they take on their way out: as they are, inside
 * JSON strings, inside URLs and query strings, and as base64. Longer secrets go first, so that one
 * that contains another leaves no rest. Where the text was cut short, what is left of a secret goes too. For structured output use {@link redactValue}: replacing
 * inside JSON text could break it.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const form of formsOf(secrets)) clean = withoutPieces(without(clean, form), form);
  return clean;
}

/** The same value with every string in it, keys included, redacted. Numbers and booleans stay. */
export function redactValue(value: unknown, secrets: readonly string[]): unknown {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return redact(value, secrets);
  if (Array.isArray(value)) return value.map((entry) => redactValue(entry, secrets));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [redact(key, secrets), redactValue(entry, secrets)]),
  );
}

function formsOf(secrets: readonly string[]): readonly string[] {
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOfOne));
  return [...forms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function formsOfOne(secret: string): string[] {
  const wellFormed = Buffer.from(secret, 'utf8').toString('utf8');
  const inUrl = encodeURIComponent(wellFormed);
  const inQuery = new URLSearchParams([['', wellFormed]]).toString().slice(1);
  const inJson = JSON.stringify(secret).slice(1, -1);
  const plain = [secret, inUrl, inQuery, inJson];
  if (secret.length < shortSecretLength) return plain;
  const bytes = Buffer.from(wellFormed, 'utf8');
  return [...plain, bytes.toString('base64'), bytes.toString('base64url')];
}

function without(text: string, form: string): string {
  if (!text.includes(form)) return text;
  if (form.length >= shortSecretLength) return text.replaceAll(form, redactedMark);
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(form)}(?![\\p{L}\\p{N}])`, 'gu');
  return text.replace(alone, redactedMark);
}

/** Takes the beginning of a secret out where the text was cut in the middle of it. */
function withoutPieces(text: string, form: string): string {
  if (form.length < shortSecretLength || !text.includes(cutMark)) return text;
  const parts = text.split(cutMark);
  const last = parts.pop() ?? '';
  return [...parts.map((part) => withoutPiece(part, form)), last].join(cutMark);
}

function withoutPiece(part: string, form: string): string {
  for (let length = Math.min(form.length - 1, part.length); length >= pieceLength; length--) {
    if (part.endsWith(form.slice(0, length))) return part.slice(0, -length) + redactedMark;
  }
  return part;
}
