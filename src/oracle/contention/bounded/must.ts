import type { Search, World } from '../search.js';
import type { Reading } from './reading.js';

/** What windows alone prove, for models that have rules for it. */
export function mustOf(_world: World, _reading: Reading): Search['must'] {
  return () => null;
}
