import { headLines } from '../cli/head-lines.js';
import { runSource } from '../cli/run-source.js';
import { runToFolder } from '../cli/run-to-folder.js';
import { environmentOf } from '../cli/version.js';
import { planFor } from '../plan-for.js';
import type { Plan } from '../plan/plan.js';
import { asProblem } from '../playing/as-problem.js';
import { atTarget } from '../playing/at-target.js';
import { withHooks } from '../playing/hooks.js';
import { loudNotes } from '../playing/loud-notes.js';
import { measuredMarginUs } from '../playing/measured-margin.js';
import { play } from '../playing/play.js';
import { sha256 } from '../playing/sha256.js';
import { transportFor } from '../playing/target.js';
import type { Report } from '../report/report.js';
import { monotonicClock } from '../runtime/clock.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import { loaderOf } from './loader.js';
import {
  commandFor,
  flagsOf,
  loadOptions,
  refOf,
  type AnyScenario,
  type ScenarioOptions,
} from './options.js';
import { silentScreen } from './silent-screen.js';

/**
 * Plays a scenario in real time against its target, judges it, and gives the report. When it returns,
 * everything that was started for it has ended: connections, embedded servers, timers; also after an
 * error, and after `signal` was aborted.
 *
 * Proves nothing by itself: hand the report to `expectRun`, or read `report.verdict`.
 *
 * @param scenario a file by path or URL, the name of a shipped scenario, or what `defineScenario` gives.
 * @throws Problem for a scenario, option or target that cannot be played, with what to do about it.
 */
export async function runScenario(scenario: AnyScenario, options: ScenarioOptions = {}): Promise<Report> {
  const loaded = await loadedFor(scenario, options);
  const plan = await planOf(loaded);
  const command = commandFor('run', scenario, options, loaded);
  const stop = options.signal ?? new AbortController().signal;
  const screen = silentScreen(options.log);
  if (options.out === undefined)
    return played(loaded, plan, { command, stop, say: (line) => screen.say(line) });
  const ref = refOf(scenario) ?? loaded.name;
  const source = runSource(ref, { ...flagsOf(options), bug: options.bug }, loaded.secrets);
  const request = { out: options.out, trace: null, stop, source, command };
  const finished = await runToFolder(loaded, plan, request, screen);
  screen.say(`written to ${finished.folder.path}`);
  return finished.played.report;
}

/** A play that leaves no files behind. */
async function played(
  scenario: Scenario,
  plan: Plan,
  how: { readonly command: string; readonly stop: AbortSignal; readonly say: (line: string) => void },
): Promise<Report> {
  const clean = (text: string): string => redact(text, scenario.secrets);
  const clock = monotonicClock();
  const startedAtMs = clock.wallMs();
  const environment = environmentOf(startedAtMs, startedAtMs);
  const transport = transportFor(scenario);
  return atTarget(scenario, plan, async ({ describe, url, ports }) => {
    for (const line of headLines('run', scenario, plan, `against ${describe}`)) how.say(clean(line));
    const all = { ...ports, clock, transport, stop: how.stop, watch: () => {} };
    const origin = { command: clean(how.command), environment, notes: loudNotes(scenario) };
    return (await withHooks(scenario, url, () => play(scenario, plan, all, origin))).report;
  });
}

/** The scenario, ready to be played: where its margin is `auto`, the round trip is measured first. */
async function loadedFor(scenario: AnyScenario, options: ScenarioOptions): Promise<Scenario> {
  const load = loaderOf(scenario);
  const loading = loadOptions(options);
  const written = await load(loading);
  if (written.margin === 'pinned') return written;
  const say = (line: string): void => options.log?.(redact(line, written.secrets));
  const marginUs = await measuredMarginUs(written, await planOf(written), say);
  return marginUs === null ? written : load({ ...loading, marginUs });
}

function planOf(scenario: Scenario): Promise<Plan> {
  return asProblem(() => planFor(scenario, sha256));
}
