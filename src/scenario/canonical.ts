import type { Digest } from '../plan/plan.js';

/**
 * One text for one value: keys sorted by code unit, no spaces, absent where `undefined`. Functions
 * count by their source text, so that a changed hook is a changed scenario.
 */
export function canonicalJson(value: unknown): string {
  return textOf(value, []);
}

function textOf(value: unknown, above: readonly unknown[]): string {
  if (typeof value === 'function') return JSON.stringify(`function:${String(value)}`);
  if (typeof value === 'bigint') return `${value}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // Data has no cycles; code of the scenario's own may.
  if (above.includes(value)) return '"cycle"';
  const within = [...above, value];
  if (Array.isArray(value)) return `[${value.map((entry) => textOf(entry, within)).join(',')}]`;
  const members = Object.entries(value)
    .filter(([, entry]) => entry !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${textOf(entry, within)}`);
  return `{${members.join(',')}}`;
}

/** `sha256:` over the canonical JSON; the digest is handed in by the caller. */
export function hashOf(value: unknown, digest: () => Digest): string {
  const sum = digest();
  sum.update(canonicalJson(value));
  return `sha256:${sum.hex()}`;
}
