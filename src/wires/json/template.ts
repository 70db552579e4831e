import type { WireRequest } from '../wire.js';
import type { Json, JsonRecord } from './json.js';

/** What may stand in a template as `${name}`. */
export const placeholders = [
  'id',
  'user',
  'resource',
  'step',
  'action',
  'phase',
] as const satisfies readonly Exclude<keyof WireRequest, 'values'>[];
export type Placeholder = (typeof placeholders)[number];

/** Fills a template for one request. */
export type Fill<Value = Json> = (request: WireRequest) => Value;

const marks = /\$\{([^}]*)\}/g;

/**
 * Compiles a JSON template, once. A string that is exactly one placeholder takes its type (`"${step}"`
 * becomes a number); inside longer strings it becomes text. Parts without placeholders are shared
 * between requests, not copied.
 *
 * @throws RangeError for a placeholder that does not exist, or one in a key.
 */
export function fillOf(template: Json): Fill {
  if (typeof template === 'string') return stringFill(template);
  if (!usesAny(template)) return () => template;
  if (Array.isArray(template)) {
    const fills = (template as readonly Json[]).map(fillOf);
    return (request) => fills.map((fill) => fill(request));
  }
  return recordFill(template as JsonRecord);
}

/** The same for a text, e.g. the name of an event. */
export function textFillOf(template: string): Fill<string> {
  const fill = stringFill(template);
  return (request) => String(fill(request));
}

/** Whether a placeholder stands anywhere in a template. */
export function uses(template: Json, placeholder: Placeholder): boolean {
  return stringsOf(template).some((text) => text.includes(`\${${placeholder}}`));
}

function usesAny(template: Json): boolean {
  return stringsOf(template).some((text) => text.includes('${'));
}

/** Every string of a template, keys included. */
function stringsOf(template: Json): readonly string[] {
  if (typeof template === 'string') return [template];
  if (Array.isArray(template)) return (template as readonly Json[]).flatMap(stringsOf);
  if (typeof template !== 'object' || template === null) return [];
  return Object.entries(template).flatMap(([key, part]) => [key, ...stringsOf(part)]);
}

function recordFill(template: JsonRecord): Fill {
  const entries = Object.entries(template).map(([key, part]) => {
    if (key.includes('${')) {
      throw new RangeError(`placeholders work in values, not in keys: "${key}"`);
    }
    if (key === '__proto__') throw new RangeError('"__proto__" cannot be a key');
    return [key, fillOf(part)] as const;
  });
  return (request) => {
    const record: Record<string, Json> = {};
    for (const [key, fill] of entries) record[key] = fill(request);
    return record;
  };
}

function stringFill(template: string): Fill<string | number | boolean> {
  const parts = template.split(marks);
  // Splitting by a capturing pattern puts the captures at the odd places.
  const reads = parts.filter((_, index) => index % 2 === 1).map(readOf);
  const [read] = reads;
  if (read === undefined) return () => template;
  if (reads.length === 1 && template === `\${${parts[1]}}`) return read;
  const texts = parts.filter((_, index) => index % 2 === 0);
  return (request) =>
    texts.reduce((text, next, index) => {
      const before = reads[index - 1];
      return before === undefined ? text + next : text + String(before(request)) + next;
    });
}

const valueMark = 'value.';

/** What stands for a mark: something of the action, or a value that is drawn for it. */
function readOf(name: string): Fill<string | number | boolean> {
  if (!name.startsWith(valueMark)) {
    const placeholder = placeholderOf(name);
    return (request) => request[placeholder];
  }
  const value = name.slice(valueMark.length);
  // Whether there is such a value is known to whoever has declared them.
  return ({ values }) => values?.[value] ?? '';
}

function placeholderOf(name: string): Placeholder {
  const found = placeholders.find((known) => known === name);
  if (found === undefined) {
    const known = placeholders.map((placeholder) => `\${${placeholder}}`).join(', ');
    throw new RangeError(`there is no placeholder "\${${name}}"; there are ${known}`);
  }
  return found;
}
