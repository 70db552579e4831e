import { cooldownAware } from './cooldown-aware.js';
import { duels } from './duels.js';
import { fixed } from './fixed.js';

export { cooldownAware, type CooldownAware } from './cooldown-aware.js';
export { duels, type Duels } from './duels.js';
export { fixed, type Fixed } from './fixed.js';

/** Every pacing by the name scenarios use; each factory takes its own settings. */
export const pacings = { cooldownAware, fixed, duels } as const;
