/** One measurement of `bench/oracle.mjs` in a heap of its own: prints JSON. */
import { readFileSync, writeFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { outcomeKinds } from '../dist/src/history/outcome.js';
import { judge } from '../dist/src/oracle/judge.js';
import { liveJudge } from '../dist/src/oracle/live-judge.js';
import { orderOf, simulated } from './limiter-histories.mjs';
import { measured } from './oracle-models.mjs';

const [name, keys, actions, unknownShare, repeats, budgetMs] = process.argv
  .slice(2)
  .map((text, index) => (index === 0 ? text : Number(text)));

const before = resident();
const { model, assumptions, history } = simulated(measured[name], keys, actions, unknownShare);
const seenAtUs = history.settledAtUs.map((settled, row) =>
  settled === Infinity ? history.sentAtUs[row] + 30_000_000 : settled,
);
const settling = orderOf(seenAtUs);
const told = Object.fromEntries(
  ['user', 'resource', 'action'].map((field) => [
    field,
    Array.from(history.codes(field), (code) => history.text(field, code)),
  ]),
);

try {
  process.stdout.write(JSON.stringify(measure()));
} catch (error) {
  process.stdout.write(JSON.stringify({ error: String(error.message) }));
}

function measure() {
  globalThis.gc?.();
  forgetPeak();
  const runs = [];
  const startedAt = performance.now();
  while (runs.length <= repeats && (runs.length < 2 || performance.now() - startedAt < budgetMs)) {
    const fromMs = cpuMs();
    const live = streamed();
    const betweenMs = cpuMs();
    const verdict = judge(model, history, assumptions);
    const toMs = cpuMs();
    runs.push({ live: betweenMs - fromMs, exact: toMs - betweenMs, both: toMs - fromMs });
    if (verdict.violations.length > 0 || verdict.history === 'invalid' || live.violations > 0)
      return { error: 'accused a correct server' };
    if (live.decided > verdict.decided) return { error: 'the live verdict knows more than the final one' };
    if (runs.length === 1)
      Object.assign(runs[0], {
        peakBytes: peak() - before,
        resolution: verdict.decided / history.length,
        history: verdict.history,
      });
  }
  const [cold, ...warm] = runs;
  const median = (of) => warm.map(of).sort((a, b) => a - b)[Math.floor(warm.length / 2)];
  return {
    actions: history.length,
    cold,
    live: median(({ live }) => live),
    exact: median(({ exact }) => exact),
    both: median(({ both }) => both),
  };
}

/**
 * Tells the live judge of every send and every answer, in the order in which they were. One object is
 * used again and again, as whoever runs a plan can: what it costs to make is not the judge's.
 */
function streamed() {
  const live = liveJudge(model, assumptions);
  const action = {
    user: '',
    resource: '',
    action: 'act',
    sentAtUs: 0.5,
    settledAtUs: null,
    outcome: 'unknown',
  };
  const { length, sentAtUs, settledAtUs, outcome } = history;
  let next = 0;
  const show = (row) => {
    action.user = told.user[row];
    action.resource = told.resource[row];
    action.action = told.action[row];
    action.sentAtUs = sentAtUs[row];
    return action;
  };
  for (let index = 0; index < length; index++) {
    const row = settling[index];
    for (; next < length && sentAtUs[next] <= seenAtUs[row]; next++) live.sent(show(next));
    show(row);
    action.settledAtUs = settledAtUs[row] === Infinity ? null : settledAtUs[row];
    action.outcome = outcomeKinds[outcome[row]];
    live.settled(action);
  }
  return live.verdict();
}

/** Processor time so far, of all threads: collecting garbage counts, other programs do not. */
function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function resident() {
  return process.memoryUsage.rss();
}

/** Linux forgets the peak of a process when asked to; elsewhere the peak is that of the whole process. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // No such file: the figure is too high, never too low.
  }
}

function peak() {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
