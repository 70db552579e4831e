import { z } from 'zod';
import { unknownKey } from './say.js';

/**
 * A map with exactly these keys. Its unknown-key issue carries one line per key, in the order of
 * `keys`, each with the nearest known name.
 */
export function strict<Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownKey(key, known)).join('\n')
        : undefined,
  });
}
