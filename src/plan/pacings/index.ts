import { barrier } from './barrier.js';
import { bursts } from './bursts.js';
import { contended } from './contended.js';
import { cooldownAware } from './cooldown-aware.js';
import { duels } from './duels.js';
import { evasion } from './evasion.js';
import { fixed } from './fixed.js';
import { open } from './open.js';
import { probing } from './probing.js';
import { visits } from './visits.js';

export { barrier, type Barrier } from './barrier.js';
export { bursts, type Bursts } from './bursts.js';
export { contended, type Contended } from './contended.js';
export { cooldownAware, type CooldownAware } from './cooldown-aware.js';
export { duels, type Duels } from './duels.js';
export { evasion, type Evasion } from './evasion.js';
export { fixed, type Fixed } from './fixed.js';
export { open, type Open, type Stage } from './open.js';
export { probing, type Probing } from './probing.js';
export { visits, type Visits } from './visits.js';

/** Every pacing by the name scenarios use; each factory takes its own settings. */
export const pacings = {
  cooldownAware,
  contended,
  probing,
  fixed,
  open,
  barrier,
  bursts,
  duels,
  visits,
  evasion,
} as const;
