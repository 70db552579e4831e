import type { Assumptions } from '../../../models/assumptions.js';
import type { ZoneLimiter } from '../../../models/driver.js';
import type { Question, Sighting } from '../search.js';
import type { SurveyRules } from '../searched/survey/rules.js';
import type { MustRules } from './asked.js';
import { bucketRules } from './bucket.js';
import { bucketLengths } from './bucket-lengths.js';
import { bucketMust } from './bucket-must.js';
import { bucketMusts } from './bucket-musts.js';
import { bucketSurvey } from './bucket-survey.js';
import { waitOf } from './durations.js';
import { logRules } from './log.js';
import { logMust } from './log-must.js';
import type { ZoneRules } from './rules.js';
import { windowRules } from './window.js';
import { windowSurvey } from './window-survey.js';
import { refreshedWindowMust, windowMust } from './window-must.js';

/** All there is to know of a limiter in order to judge it. */
export interface LimiterRules {
  readonly zones: ZoneRules;
  /** What windows prove of one action. */
  readonly must: MustRules;
  /** What windows prove of all actions at once; `null` where they have to be asked of one by one. */
  readonly musts: ((question: Question) => Uint8Array | null) | null;
  /** `null` where it remembers more than one instant. */
  readonly survey: SurveyRules | null;
}

/** The rules of a limiter, with every allowance in them. */
export function limiterRules(
  limiter: ZoneLimiter,
  assumptions: Assumptions,
  costOf: (action: Sighting) => number,
): LimiterRules {
  switch (limiter.kind) {
    case 'bucket': {
      const { capacity, refillEveryUs } = limiter;
      const lengths = bucketLengths(capacity, refillEveryUs, assumptions);
      return {
        zones: bucketRules(lengths, refillEveryUs),
        must: bucketMust(lengths),
        musts: bucketMusts(lengths, costOf),
        survey: bucketSurvey(lengths),
      };
    }
    case 'log': {
      const { limit, windowUs } = limiter;
      return {
        zones: logRules(limit, windowUs, assumptions),
        must: logMust(limit, windowUs, assumptions),
        musts: null,
        survey: null,
      };
    }
    case 'window': {
      const { limit, windowUs, refresh } = limiter;
      const mustRules = refresh === 'never' ? windowMust : refreshedWindowMust;
      return {
        zones: windowRules(limit, windowUs, refresh, assumptions),
        must: mustRules(limit, windowUs, assumptions),
        musts: null,
        survey: windowSurvey({ limit, refresh, wait: waitOf(windowUs, assumptions) }),
      };
    }
  }
}
