import {
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
} from '../models/index.js';
import type { Model } from '../models/model.js';
import { fillTemplate } from './fill.js';
import type { WrittenLimit } from './topics/limits.js';

/** What a model may need to know of the scenario it is in. */
export interface Cast {
  /** The virtual users: who takes turns where the limit does not say. */
  readonly names: readonly string[];
  /** What `${run}` becomes in a written order. */
  readonly run: string;
}

/**
 * The model of a limit of one rule.
 * @throws RangeError where its numbers cannot be.
 */
export function limitOf(written: WrittenLimit, cast: Cast): Model {
  switch (written.kind) {
    case 'cooldown': {
      const { per, every, restartOnReject } = written.settings;
      return cooldown({ per, everyUs: every, ...given({ restartOnReject }) });
    }
    case 'tokenBucket': {
      const { per, capacity: tokens, refillEvery } = written.settings;
      return tokenBucket({ per, capacity: tokens, refillEveryUs: refillEvery });
    }
    case 'slidingLog': {
      const { per, limit, window } = written.settings;
      return slidingLog({ per, limit, windowUs: window });
    }
    case 'fixedWindow': {
      const { per, limit, window, anchor, countRejected, refresh, origin } = written.settings;
      const choices = given({ anchor, countRejected, refresh, originUs: origin });
      return fixedWindow({ per, limit, windowUs: window, ...choices });
    }
    case 'slidingCounter': {
      const { per, limit, window, origin } = written.settings;
      return slidingCounter({ per, limit, windowUs: window, ...given({ originUs: origin }) });
    }
    case 'lease':
      return lease({ per: written.settings.per, ttlUs: written.settings.ttl });
    case 'turns': {
      const { per, order, timeout } = written.settings;
      const players = order === undefined ? cast.names : fillTemplate(order, { run: cast.run });
      return turns({ per, order: players, ...given({ timeoutUs: timeout }) });
    }
    case 'once':
      return once({ per: written.settings.per, ...given({ onRepeat: written.settings.onRepeat }) });
    case 'capacity':
      return capacity(written.settings);
    case 'concurrency':
      return concurrency(written.settings);
    case 'unlimited':
      return unlimited();
  }
}

/** What was written, without what was left out: a model stores its parameters as they were given. */
function given<Values extends object>(values: Values): { [Key in keyof Values]?: NonNullable<Values[Key]> } {
  const written = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(written) as { [Key in keyof Values]?: NonNullable<Values[Key]> };
}
