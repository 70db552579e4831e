import { z } from 'zod';

/**
 * The schema, or a value that only code can give (a function, a record of functions). In YAML and
 * in the JSON Schema the second half does not exist, so messages speak of the first.
 */
export function orCode<S extends z.ZodType, T>(
  schema: S,
  accepts: (value: unknown) => value is T,
): z.ZodUnion<readonly [S, z.ZodCustom<T, T>]> {
  return z.union([schema, z.custom<T>(accepts, { params: { otherKind: true } })] as const, {
    error: (issue) => (issue.code === 'invalid_union' ? issue.errors[0]?.[0]?.message : undefined),
  });
}

/** Whether a value is an object that has functions under all of these names. */
export function hasFunctions(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map(names.map((name) => [name, Reflect.get(value, name) as unknown]));
  return [...members.values()].every((member) => typeof member === 'function');
}
