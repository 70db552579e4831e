import type { Complaint, Path } from './complaint.js';
import { isCode, isPlain } from './fields/template.js';

const depthMax = 64;

/** What no scenario may be, whatever its keys: cyclic, bottomless, or with keys that reach for prototypes. */
export function shapeComplaints(data: unknown): readonly Complaint[] {
  return walk(data, [], new Set());
}

function walk(value: unknown, path: Path, above: ReadonlySet<unknown>): Complaint[] {
  if (!Array.isArray(value) && !isPlain(value)) return [];
  if (path.length > 0 && isCode(value)) return [];
  if (above.has(value)) return [{ path, about: 'value', text: 'refers to itself' }];
  if (above.size >= depthMax)
    return [{ path, about: 'value', text: `is nested deeper than ${depthMax} levels` }];
  const inside = new Set([...above, value]);
  if (Array.isArray(value)) return value.flatMap((entry, index) => walk(entry, [...path, index], inside));
  return Object.entries(value).flatMap(([key, entry]): Complaint[] => {
    const inner = [...path, key];
    if (key === '__proto__')
      return [{ path: inner, about: 'key', text: 'the key `__proto__` is not allowed' }];
    return walk(entry, inner, inside);
  });
}
