import type { Behaviour } from '../behaviour.js';
import { checkThenSet } from './arena/check-then-set.js';
import { shortCooldown } from './arena/short-cooldown.js';
import { wrongKey } from './arena/wrong-key.js';

/** Every known bug, those of one server together: first what shows from outside on one node. */
export const mutants: readonly Behaviour[] = [shortCooldown, wrongKey, checkThenSet];
