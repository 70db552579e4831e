/** Reads one place of a document; `undefined` where there is nothing. */
export type Path = (document: unknown) => unknown;

/**
 * A dotted path such as `error.code` or `results.0.state`. Only own properties count, so that no
 * server can answer with `constructor`. The empty path is the document itself.
 */
export function pathOf(dotted: string): Path {
  if (dotted === '') return (document) => document;
  const keys = dotted.split('.');
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return (document) => propertyOf(document, only);
  return (document) => keys.reduce(propertyOf, document);
}

function propertyOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
