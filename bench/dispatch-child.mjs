/**
 * Lets planned actions leave in one of three ways and prints one line of JSON about it.
 *
 *   node bench/dispatch-child.mjs turnwise|timers|draining RATE SECONDS
 */
import { threadAlarm } from '../dist/src/runtime/alarm.js';
import { monotonicClock } from '../dist/src/runtime/clock.js';
import { PreciseTime } from '../dist/src/runtime/precise-time.js';
import { sendSteps } from '../dist/src/runtime/send-steps.js';
import { timeline } from '../dist/src/runtime/timeline.js';

/**
 * @typedef {object} Leaving
 * @property {number} p50Us
 * @property {number} p99Us
 * @property {number} p999Us
 * @property {number} maxUs
 * @property {number} early how many left before their time
 * @property {number} driftUs median lateness of the last tenth minus that of the first
 * @property {number} cpuShare CPU time used, as a share of the time that passed
 */

/** @typedef {(actions: number, dueUs: (action: number) => number, act: (action: number) => void) => Promise<unknown>} Way */

const [way = '', rate = '', seconds = ''] = process.argv.slice(2);
const clock = monotonicClock();
/** Before the first action, so that nothing of starting up is measured. */
const leadUs = 200_000;

/** @type {Record<string, Way>} */
const ways = {
  async turnwise(actions, dueUs, act) {
    const time = new PreciseTime(clock, threadAlarm());
    const never = new AbortController().signal;
    await sendSteps(timeline(stepsAt(actions, dueUs), time, 0), {
      scheduler: time,
      stop: never,
      untilUs: null,
      act: (step) => act(step.id),
    });
    time.close();
  },
  async timers(actions, dueUs, act) {
    await new Promise((resolve) => {
      for (let action = 0; action < actions; action++) {
        const waitMs = (dueUs(action) - clock.nowUs()) / 1000;
        setTimeout(() => {
          act(action);
          if (action === actions - 1) setTimeout(resolve, 20);
        }, waitMs);
      }
    });
  },
  async draining(actions, dueUs, act) {
    let next = 0;
    await new Promise((resolve) => {
      const drain = () => {
        while (next < actions && dueUs(next) <= clock.nowUs()) act(next++);
        if (next < actions) setTimeout(drain, (dueUs(next) - clock.nowUs()) / 1000);
        else resolve(undefined);
      };
      drain();
    });
  },
};

process.stdout.write(`${JSON.stringify(await measured(ways[way], Number(rate), Number(seconds)))}\n`);

/** @param {Way} play @param {number} rate @param {number} seconds @returns {Promise<Leaving>} */
async function measured(play, rate, seconds) {
  const actions = rate * seconds;
  const lateUs = new Float64Array(actions).fill(Number.NaN);
  const firstUs = clock.nowUs() + leadUs;
  /** @param {number} action */
  const dueUs = (action) => firstUs + (action * 1e6) / rate;
  const cpu = process.cpuUsage();
  const startUs = clock.nowUs();
  await play(actions, dueUs, (action) => {
    lateUs[action] = clock.nowUs() - dueUs(action);
  });
  const { user, system } = process.cpuUsage(cpu);
  const cpuShare = (user + system) / (clock.nowUs() - startUs);
  const tenth = Math.max(1, Math.floor(actions / 10));
  const sorted = lateUs.toSorted();
  return {
    p50Us: at(sorted, 0.5),
    p99Us: at(sorted, 0.99),
    p999Us: at(sorted, 0.999),
    maxUs: at(sorted, 1),
    early: lateUs.filter((us) => us < 0).length,
    driftUs: median(lateUs.slice(-tenth)) - median(lateUs.slice(0, tenth)),
    cpuShare,
  };
}

/** @param {number} actions @param {(action: number) => number} dueUs */
function* stepsAt(actions, dueUs) {
  for (let id = 0; id < actions; id++) {
    const aim = /** @type {const} */ ('open');
    yield { id, user: 0, resource: 0, step: id, intendedAtUs: dueUs(id), aim, phase: 0 };
  }
}

/** @param {Float64Array} sorted @param {number} share */
function at(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** @param {Float64Array} values */
function median(values) {
  return at(values.toSorted(), 0.5);
}
