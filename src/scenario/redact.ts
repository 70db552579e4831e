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
 * that contains another leaves no rest. Where the text was cut short, what is left of a secret goes
 * too. Replacing inside JSON text can break it, where a secret is a word of its syntax.
 */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text;
  for (const form of formsOf(secrets)) clean = withoutPieces(without(clean, form), form);
  return clean;
}

/** The forms of each list of secrets, because they are looked for in every reason of every answer. */
const known = new WeakMap<readonly string[], readonly string[]>();

function formsOf(secrets: readonly string[]): readonly string[] {
  const before = known.get(secrets);
  if (before !== undefined) return before;
  const forms = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOfOne));
  const sorted = [...forms].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  known.set(secrets, sorted);
  return sorted;
}

/** JSON within JSON, with the slashes or the signs of HTML escaped as some servers do, in ASCII alone; URLs; HTML. */
function formsOfOne(secret: string): string[] {
  const wellFormed = Buffer.from(secret, 'utf8').toString('utf8');
  const inUrl = encodeURIComponent(wellFormed);
  const inQuery = new URLSearchParams([['', wellFormed]]).toString().slice(1);
  const inJson = jsonEscaped(secret);
  const plain = [
    secret,
    ...[inUrl, inQuery].flatMap((form) => [form, form.replace(/%../g, (code) => code.toLowerCase())]),
    ...[inJson, inJson.replaceAll('/', '\\/'), unicodeEscaped(inJson, /[<>&]/g)].flatMap((form) => {
      const inAscii = unicodeEscaped(form, /[^\u0020-\u007e]/g);
      return [form, inAscii, jsonEscaped(form), jsonEscaped(inAscii)];
    }),
    secret.replace(/[&<>"']/g, (sign) => `&${htmlNames[sign] ?? ''};`),
  ];
  return secret.length < shortSecretLength ? plain : [...plain, ...inBase64(Buffer.from(wellFormed, 'utf8'))];
}

const htmlNames: Readonly<Record<string, string>> = {
  '&': 'amp',
  '<': 'lt',
  '>': 'gt',
  '"': 'quot',
  "'": '#39',
};

function jsonEscaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscaped(text: string, which: RegExp): string {
  return text.replace(which, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/**
 * As base64 writes it, also behind other bytes, as a password behind its user: what of it depends on the
 * secret alone, at each of the three places at which it may begin.
 */
function inBase64(bytes: Buffer): string[] {
  const encodings = ['base64', 'base64url'] as const;
  const whole = encodings.map((encoding) => bytes.toString(encoding));
  const inside = [0, 1, 2].flatMap((before) =>
    encodings.map((encoding) => {
      const bits = (before + bytes.length) * 8;
      const text = Buffer.concat([Buffer.alloc(before), bytes]).toString(encoding);
      return text.slice(Math.ceil((before * 8) / 6), Math.floor(bits / 6));
    }),
  );
  return [...whole, ...inside.filter((form) => form.length >= shortSecretLength)];
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
