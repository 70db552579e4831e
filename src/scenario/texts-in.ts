import type { Path } from './complaint.js';
import { isPlain } from './fields/template.js';

export interface PlacedText {
  readonly path: Path;
  readonly text: string;
}

/** Every text in a value, each with where it stands. */
export function textsIn(value: unknown, path: Path): readonly PlacedText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((entry, index) => textsIn(entry, [...path, index]));
  if (!isPlain(value)) return [];
  return Object.entries(value).flatMap(([key, entry]) => textsIn(entry, [...path, key]));
}
