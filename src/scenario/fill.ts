/**
 * Fills `${name}` in every string of a JSON-like value. Names that are not given stay as they are.
 * Pure; used per user at connect, where `${user}` and `${index}` are known.
 */
export function fillTemplate<T>(template: T, values: Readonly<Record<string, string>>): T {
  return fill(template, values) as T;
}

function fill(template: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof template === 'string') {
    return template.replaceAll(/\$\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, values));
  if (typeof template === 'object' && template !== null) {
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fill(value, values)]));
  }
  return template;
}
