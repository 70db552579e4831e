import { z } from 'zod';

type Schema = Record<string, unknown>;

const mark = 'only in code';

/** For `z.toJSONSchema`: marks what only code can give (functions, records of functions). */
export function markCode(context: { zodSchema: z.core.$ZodTypes; jsonSchema: Schema }): void {
  if (context.zodSchema instanceof z.core.$ZodCustom) context.jsonSchema['$comment'] = mark;
}

/**
 * A JSON Schema without the places marked by {@link markCode}: a file cannot hold them, and an
 * alternative that accepts anything would switch the others off.
 */
export function withoutCode(schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).flatMap(([key, value]) => pruned(key, value)));
}

function pruned(key: string, value: unknown): [string, unknown][] {
  if (Array.isArray(value)) return [[key, value.filter((each) => !isMarked(each)).map(inner)]];
  return isMarked(value) ? [] : [[key, inner(value)]];
}

function inner(value: unknown): unknown {
  return isSchema(value) ? withoutCode(value) : value;
}

/** Only in code, or nowhere at all: an absent place says the same as one that nothing may fill. */
function isMarked(value: unknown): boolean {
  if (!isSchema(value)) return false;
  return value['$comment'] === mark || (isSchema(value['not']) && Object.keys(value['not']).length === 0);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
