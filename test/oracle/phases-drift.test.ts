import { expect, it } from 'vitest';
import { cooldown, fixedWindow, slidingCounter } from '../../src/models/index.js';
import { phaseSearch } from '../../src/oracle/contention/phases/search.js';
import { restartingSearch } from '../../src/oracle/contention/restarting/search.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { drifting, neverAccused, rateOf, type Clocks } from './phases-clocks.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'drift';
const per = ['resource'] as const;
const driftPpm = 50_000;

/** The clocks agree at the run's origin. */
function drifted(random: Random, agreeUs: number, shiftUs: number): Pick<Clocks, 'assumptions' | 'serverUs'> {
  const rate = rateOf(random, driftPpm);
  return {
    assumptions: drifting(driftPpm),
    serverUs: (atUs) => agreeUs + (atUs - agreeUs) * rate + shiftUs,
  };
}

const makers: Readonly<Record<string, (random: Random) => Clocks>> = {
  'a restarting cooldown': (random) => ({
    model: cooldown({ per, everyUs: 20 + random.below(30), restartOnReject: true }),
    search: restartingSearch,
    ...drifted(random, 0, 0),
    spanUs: 250,
  }),
  'a window that every attempt puts off': (random) => ({
    model: fixedWindow({
      per,
      limit: 1 + random.below(3),
      windowUs: 20 + random.below(30),
      refresh: 'attempt',
    }),
    search: restartingSearch,
    ...drifted(random, 0, 0),
    spanUs: 250,
  }),
  'windows of a known phase': (random) => {
    const windowUs = 20 + random.below(30);
    const originUs = random.below(windowUs);
    return {
      model: fixedWindow({ per, limit: 1 + random.below(3), windowUs, anchor: 'epoch', originUs }),
      search: phaseSearch,
      ...drifted(random, [0, originUs][random.below(2)], 0),
      spanUs: 250,
    };
  },
  'windows of an unknown phase': (random) => ({
    model: fixedWindow({ per, limit: 1 + random.below(3), windowUs: 20 + random.below(30), anchor: 'epoch' }),
    search: phaseSearch,
    ...drifted(random, 0, random.below(50)),
    spanUs: 250,
  }),
  'two counters of a known phase': (random) => {
    const windowUs = 20 + random.below(30);
    const originUs = random.below(windowUs);
    return {
      model: slidingCounter({ per, limit: 1 + random.below(4), windowUs, originUs }),
      search: phaseSearch,
      ...drifted(random, [0, originUs][random.below(2)], 0),
      spanUs: 250,
    };
  },
  'two counters of an unknown phase': (random) => ({
    model: slidingCounter({ per, limit: 1 + random.below(4), windowUs: 20 + random.below(30) }),
    search: phaseSearch,
    ...drifted(random, 0, random.below(50)),
    spanUs: 150,
  }),
  'windows that a timer ends early or late': (random) => {
    const windowUs = 20 + random.below(30);
    const graceUs = { early: random.below(6), late: random.below(6) };
    const edges = Array.from(
      { length: 20 },
      (_, index) => index * windowUs + random.below(graceUs.early + graceUs.late + 1) - graceUs.early,
    );
    // The model is asked at an instant in the middle of the window that the timers say it is.
    const serverUs = (atUs: number) => (edges.findLastIndex((edge) => edge <= atUs) + 0.5) * windowUs;
    return {
      model: fixedWindow({ per, limit: 1 + random.below(3), windowUs, anchor: 'epoch', originUs: 0 }),
      search: phaseSearch,
      assumptions: { ...exactly, graceUs },
      serverUs,
      spanUs: 250,
    };
  },
};

it.each(Object.entries(makers))('never accuses %s for its clock', (name, make) => {
  const random = randomOf(seed, name);
  let musts = 0;
  for (let run = 0; run < 500; run++) musts += neverAccused(random, make(random));
  console.log(`seed ${seed}, ${name}: 500 runs, ${musts} answers certain`);
  expect(musts).toBeGreaterThan(100);
});
