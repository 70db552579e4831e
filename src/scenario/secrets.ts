import { isPlain } from './fields/template.js';

const sensitive =
  /token|passw|passphrase|secret|authorization|cookie|api[-_]?key|credential|session|jwt|bearer/i;
/** Whether what goes by such a name is nobody's business. */
export function isSensitive(name: string): boolean {
  return sensitive.test(name);
}

const schemes = /^(bearer|basic|digest)$/i;

/**
 * Values written out in the scenario that nobody wants to see in a report: literals under keys such
 * as `token` or `authorization` in what is sent, and what a URL carries of that kind. Between marks
 * such as `${user}` each literal piece counts.
 */
export function literalSecrets(data: unknown): readonly string[] {
  if (!isPlain(data)) return [];
  const sent = [data['transport'], ...sentByWire(data['wire'])];
  return [
    ...new Set([
      ...sent.flatMap((part) => under(part, null)),
      ...addressesOf(data['target']).flatMap(urlSecrets),
    ]),
  ];
}

/** Of a wire only what it sends: elsewhere `token` names a place in replies. */
function sentByWire(wire: unknown): unknown[] {
  if (!isPlain(wire)) return [];
  return Object.values(wire).flatMap((settings) =>
    isPlain(settings) ? [settings['payload'], settings['args']] : [],
  );
}

function under(value: unknown, key: string | null): string[] {
  if (Array.isArray(value)) return value.flatMap((entry) => under(entry, key));
  if (isPlain(value))
    return Object.entries(value).flatMap(([name, entry]) => under(entry, sensitive.test(name) ? name : key));
  if (key === null || (typeof value !== 'string' && typeof value !== 'number')) return [];
  return piecesOf(String(value));
}

/** A whole literal, and the parts that also travel alone: `Bearer X` hides `X`, `a=X; b=Y` hides `X` and `Y`. */
function piecesOf(text: string): string[] {
  return text.split(/\$\{[^}]*\}/).flatMap((literal) => {
    const whole = literal.trim();
    const words = whole.split(/[\s;]+/).map((word) => word.replace(/^[^=]*=(?=.)/, ''));
    return [whole, ...words.filter((word) => word.length >= 6 && !schemes.test(word))].filter(
      (piece) => piece.length >= 3,
    );
  });
}

/** The URL of a target, or of where a reference server keeps what it knows. */
function addressesOf(target: unknown): unknown[] {
  return isPlain(target) ? [target['store']] : [target];
}

/** What nobody should see of a URL: its password, and what it asks for under names such as `token`. */
export function urlSecrets(address: unknown): string[] {
  if (typeof address !== 'string' || !URL.canParse(address)) return [];
  const url = new URL(address);
  const queried = [...url.searchParams].filter(([name]) => sensitive.test(name)).map(([, value]) => value);
  return [...queried, decoded(url.password)].filter((secret) => secret !== '');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
