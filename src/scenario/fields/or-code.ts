import { z } from 'zod';

/**
 * The schema, or a value that only code can give (a function, a record of functions). In YAML and
 * in the JSON Schema the second half does not exist, so messages speak of the first. `check` says
 * what is wrong with code that was accepted.
 */
export function orCode<S extends z.ZodType, T>(
  schema: S,
  accepts: (value: unknown) => value is T,
  check: (value: T, context: z.core.$RefinementCtx<T>) => void = () => undefined,
): z.ZodUnion<readonly [S, z.ZodCustom<T, T>]> {
  const code = z.custom<T>(accepts, { params: { otherKind: true } }).superRefine(check);
  return z.union([schema, code] as const, {
    error: (issue) => (issue.code === 'invalid_union' ? issue.errors[0]?.[0]?.message : undefined),
  });
}

/** Whether a value is an object that has functions under all of these names. */
export function hasFunctions(value: unknown, names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const members = new Map(names.map((name) => [name, Reflect.get(value, name) as unknown]));
  return [...members.values()].every((member) => typeof member === 'function');
}
