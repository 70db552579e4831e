import { capacity, cooldown, once, turns } from '../../src/models/index.js';
import { boundedSearch } from '../../src/oracle/contention/bounded/search.js';
import { closedFormSearch } from '../../src/oracle/contention/closed-form/search.js';
import { intervalSearch } from '../../src/oracle/contention/interval-recursion/search.js';
import { drawn as bounded } from './bounded-drawn.js';
import type { Drawn } from './compare.js';
import { epochWindows, slidingCounters, unknownPhases, unknownSlidingPhases } from './phases-drawn.js';
import { countingWindows, refreshedWindows, restartingCooldowns } from './restarting-drawn.js';
import { drawnZones, type zoneNames } from './zones-drawn.js';

const per = ['resource'] as const;
const users = ['a', 'b', 'c'];

/** Short histories with narrow windows: most of what can go wrong needs no more. */
const small = {
  actionsMost: 6,
  pastPercent: 10,
  othersPercent: 3,
  spansUs: [4, 14],
  widthsUs: [1, 2, 3, 4, 8],
} as const;

const smaller = (drawn: Drawn): Drawn => ({
  ...drawn,
  ...small,
  pastPercent: Math.min(small.pastPercent, drawn.pastPercent ?? small.pastPercent),
  // What can be counted without end cannot be counted by somebody else.
  othersPercent: drawn.pastPercent === 0 ? 0 : small.othersPercent,
});

const turnsOf = (timed: boolean): Drawn => ({
  model(random) {
    const order = users.slice(0, 1 + random.below(3));
    return turns(timed ? { per, order, timeoutUs: 2 + random.below(6) } : { per, order });
  },
  search: boundedSearch,
  attempt: (random) => ({ user: users[random.below(3)] }),
});

/** As it is three times of five, with costs, and with an exclusive boundary. */
function zones(name: (typeof zoneNames)[number]): readonly Drawn[] {
  const { plain, costs, exclusive } = drawnZones(name);
  return [plain, plain, plain, costs, exclusive];
}

const kinds: Readonly<Record<string, readonly Drawn[]>> = {
  cooldown: [{ model: (random) => cooldown({ per, everyUs: 1 + random.below(8) }), search: intervalSearch }],
  'restarting cooldown': [restartingCooldowns],
  'window put off by attempts': [refreshedWindows],
  'window put off by attempts that counts refusals': [countingWindows],
  bucket: zones('tokenBucket'),
  log: zones('slidingLog'),
  window: zones('fixedWindow'),
  'window put off by accepts': zones('refreshedWindow'),
  'window by the clock': [epochWindows],
  'window by an unknown clock': [unknownPhases],
  'sliding counter': [slidingCounters],
  'sliding counter by an unknown clock': [unknownSlidingPhases],
  capacity: [{ model: (random) => capacity({ per, limit: 1 + random.below(4) }), search: closedFormSearch }],
  once: [{ model: () => once({ per }), search: closedFormSearch }],
  upsert: [{ model: () => once({ per, onRepeat: 'update' }), search: closedFormSearch }],
  lease: [bounded['lease']],
  turns: [turnsOf(false)],
  'turns with a timeout': [turnsOf(true)],
  concurrency: [bounded['concurrency']],
  'own model': [bounded['own']],
  'bucket by every order': [bounded['tokenBucket']],
  'log by every order': [bounded['slidingLog']],
  'window by every order': [bounded['fixedWindow']],
};

/** What a million histories each are drawn of, by name; kinds of several parts take them in turns. */
export const millionKinds: Readonly<Record<string, readonly Drawn[]>> = Object.fromEntries(
  Object.entries(kinds).map(([name, parts]) => [name, parts.map(smaller)]),
);

/** Of these nothing is certain without a search. */
export const withoutMusts: ReadonlySet<string> = new Set([
  'own model',
  'bucket by every order',
  'log by every order',
  'window by every order',
]);
