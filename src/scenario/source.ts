import type { Path } from './complaint.js';
import type { Place } from './problem.js';

/** A scenario as it was written, before anything is checked. */
export interface Source {
  /** What messages call it. */
  readonly name: string;
  /** The absolute path of its file; `null` when it was built in code. */
  readonly file: string | null;
  readonly data: unknown;
  /** Where a path stands in the file; the nearest place known when it is not there itself. */
  readonly placeOf: (path: Path, about: 'key' | 'value') => Place;
}
