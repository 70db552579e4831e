/** What stands where a secret stood. */
export const redactedMark = '***';

/** Secrets shorter than this are replaced only where they stand alone: `1` must not eat every `1`. */
const shortSecretLength = 6;

/** What stands where a text was cut short. Pieces of a secret before it are secret too, from this length on. */
const cutMark = '…';
const pieceLength = 4;

/**
 * The text without any of the secrets, in the forms they take on their way out: as they are, inside
 * JSON strings, inside URLs and query strings, and as base64. Where secrets overlap, nothing of either
 * is left. Where the text was cut short, what is left of a secret goes too. Takes as long for
 * thousands of secrets as for one. Replacing inside JSON text can break it, where a secret is a word
 * of its syntax.
 */
export function redact(text: string, secrets: readonly string[]): string {
  const forms = formsOf(secrets);
  const spans = [...wholesIn(text, forms), ...piecesIn(text, forms)];
  if (spans.length === 0) return text;
  let clean = '';
  let end = 0;
  for (const span of joined(spans)) {
    clean += text.slice(end, span.from) + redactedMark;
    end = span.to;
  }
  return clean + text.slice(end);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** What overlaps is one; what only touches is not. */
function joined(spans: readonly Span[]): readonly Span[] {
  const inOrder = [...spans].sort((a, b) => a.from - b.from || b.to - a.to);
  const whole: Span[] = [];
  for (const span of inOrder) {
    const last = whole.at(-1);
    if (last === undefined || span.from >= last.to) whole.push(span);
    else if (span.to > last.to) whole[whole.length - 1] = { from: last.from, to: span.to };
  }
  return whole;
}

/** All forms of some secrets, to be looked up by how they begin. */
interface Forms {
  /** By their first characters: the others, by their length. */
  readonly byStart: ReadonlyMap<string, ReadonlyMap<number, ReadonlySet<string>>>;
  /** The long ones, sorted, so that those with a common beginning stand together. */
  readonly sorted: readonly string[];
  readonly longest: number;
}

const startLengths = [1, 2, 3] as const;

/** The forms of each list of secrets, because they are looked for in every reason of every answer. */
const known = new WeakMap<readonly string[], Forms>();

function formsOf(secrets: readonly string[]): Forms {
  const before = known.get(secrets);
  if (before !== undefined) return before;
  const byStart = new Map<string, Map<number, Set<string>>>();
  const all = new Set(secrets.filter((secret) => secret !== '').flatMap(formsOfOne));
  for (const form of all) {
    const start = form.slice(0, startLengths.length);
    const byLength = byStart.get(start) ?? new Map<number, Set<string>>();
    byStart.set(start, byLength);
    byLength.set(form.length, (byLength.get(form.length) ?? new Set()).add(form));
  }
  const sorted = [...all].filter((form) => form.length >= shortSecretLength).sort();
  const longest = sorted.reduce((most, { length }) => Math.max(most, length), 0);
  const forms = { byStart, sorted, longest };
  known.set(secrets, forms);
  return forms;
}

/** Where a form stands in a text; a short one only where it stands alone. */
function wholesIn(text: string, { byStart }: Forms): readonly Span[] {
  if (byStart.size === 0) return [];
  const found: Span[] = [];
  for (let from = 0; from < text.length; from++)
    for (const startLength of startLengths)
      for (const [length, forms] of byStart.get(text.slice(from, from + startLength)) ?? []) {
        const span = { from, to: from + length };
        if (!forms.has(text.slice(from, span.to))) continue;
        if (length >= shortSecretLength || isAlone(text, span)) found.push(span);
      }
  return found;
}

function isAlone(text: string, { from, to }: Span): boolean {
  return (
    !/[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, from - 2), from)) &&
    !/^[\p{L}\p{N}]/u.test(text.slice(to, to + 2))
  );
}

/** Where a text was cut in the middle of a form: its beginning. */
function piecesIn(text: string, { sorted, longest }: Forms): readonly Span[] {
  const found: Span[] = [];
  for (let to = text.indexOf(cutMark); to >= 0; to = text.indexOf(cutMark, to + 1)) {
    let from = Math.max(0, to - longest + 1);
    while (from <= to - pieceLength && !someBeginsWith(sorted, text.slice(from, to))) from++;
    if (from <= to - pieceLength) found.push({ from, to });
  }
  return found;
}

function someBeginsWith(sorted: readonly string[], start: string): boolean {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  return low < sorted.length && (sorted[low] ?? '').startsWith(start);
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
