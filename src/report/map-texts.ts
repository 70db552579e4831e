/**
 * The same value with every text in it changed, names of properties included. Secrets are taken out
 * of a report with it, before it is rendered: after that a text may be escaped or broken into lines.
 */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  return walk(value, change) as T;
}

function walk(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => walk(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const entries = new Map<string, unknown>();
  for (const [name, content] of Object.entries(value)) {
    const changed = change(name);
    entries.set(changed, merged(entries.get(changed), walk(content, change)));
  }
  return Object.fromEntries(entries);
}

/** Two counts whose names have become the same are one count. */
function merged(before: unknown, value: unknown): unknown {
  return typeof before === 'number' && typeof value === 'number' ? before + value : value;
}
