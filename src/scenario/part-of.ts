import type { z } from 'zod';
import type { Complaint, Path } from './complaint.js';
import { wire as wireSchema } from './topics/wire.js';

/** A scenario as it was written, before anybody has checked it. */
export type Raw = Readonly<Record<string, unknown>>;

/** A part of a scenario, read by itself; `null` where it is wrong in itself, which is told elsewhere. */
export function partOf<S extends z.ZodType>(schema: S, value: unknown): z.output<S> | null {
  const read = schema.safeParse(value);
  return read.success ? read.data : null;
}

/** Something wrong with a value. */
export function flaw(path: Path, text: string): Complaint {
  return { path, about: 'value', text };
}

/** Whether the server hears which kind of action it is; nobody can tell of a wire in code. */
export function tellsAction(raw: Raw): boolean {
  const wire = partOf(wireSchema, raw['wire']);
  return wire === null || 'encode' in wire || JSON.stringify(raw['wire']).includes('${action}');
}
