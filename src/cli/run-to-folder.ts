import { atTarget } from '../playing/at-target.js';
import { loudNotes } from '../playing/loud-notes.js';
import { namesOf, play, type Played, type PlayPorts } from '../playing/play.js';
import type { Plan } from '../plan/plan.js';
import type { Repeats } from '../report/repeats.js';
import { junitOf, reporters, type LiveRun, type Suite } from '../reporters/index.js';
import { monotonicClock } from '../runtime/clock.js';
import { journalFile } from '../runtime/journal-file.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import { commandOf } from './command-line.js';
import { comparedPlay, type Compare } from './baseline.js';
import { headLines } from './head-lines.js';
import { withHooks } from '../playing/hooks.js';
import { liveView } from './live-view.js';
import type { MetricsServer } from './metrics-server.js';
import { writeReports } from './run-files.js';
import { makeRunFolder, type RunFolder } from './run-folder.js';
import type { RunSource } from './run-source.js';
import type { Screen } from './screen.js';
import { writeStoredPlan } from './stored-plan.js';
import { transportFor } from '../playing/target.js';
import { tracer } from './trace.js';
import { environmentOf, version } from './version.js';
import { writeReportAsked, type FileFlags } from './write-asked.js';

/** What a run is asked for besides its scenario. */
export interface RunRequest {
  readonly out: string;
  readonly trace: string | null;
  readonly stop: AbortSignal;
  readonly source: RunSource;
  /** The command that repeats it; absent: what was typed, and the seed. */
  readonly command?: string;
  /** Compares it with an earlier one; absent: nobody asked. */
  readonly compare?: Compare;
  /** Where the run is told while it goes on; absent or `null`: nowhere. */
  readonly metrics?: MetricsServer | null;
}

/** A run that is over and written down. */
export interface Finished {
  readonly played: Played;
  readonly folder: RunFolder;
}

/** Plays a scenario in real time and leaves everything in a folder of its own. */
export async function runToFolder(
  scenario: Scenario,
  plan: Plan,
  request: RunRequest,
  screen: Screen,
): Promise<Finished> {
  const clock = monotonicClock();
  const startedAtMs = clock.wallMs();
  // All times of the run count from the making of the clock, which was right before.
  const zeroAt = new Date(startedAtMs).toISOString();
  const clean = (text: string): string => redact(text, scenario.secrets);
  const say = (line: string): void => screen.say(clean(line));
  const command = clean(request.command ?? commandOf(scenario, process.argv.slice(2)));
  // What can refuse comes first: nothing is running yet that would have to be stopped.
  const trace =
    request.trace === null
      ? null
      : tracer(request.trace, scenario, clock, (line) => screen.insist(clean(line)));
  const bare = transportFor(scenario);
  return atTarget(scenario, plan, async (target) => {
    headLines('run', scenario, plan, `against ${target.describe}`).forEach(say);
    const folder = makeRunFolder(request.out, scenario.name, startedAtMs, clean(scenario.seed));
    const how = { command, source: request.source, played: 'real', zeroAt } as const;
    writeStoredPlan(folder.pathOf('plan.json'), plan, scenario, how);
    const journal = journalFile(folder.pathOf('history.arrow'), namesOf(scenario, plan));
    try {
      const view = liveView(scenario, plan, screen, clock);
      request.metrics?.show(liveRunOf(scenario, plan, clean), () => view.snapshot());
      try {
        const watch: PlayPorts['watch'] = (events) => {
          for (const watcher of [journal, view, trace]) watcher?.watch(events);
        };
        const transport = trace === null ? bare : trace.around(bare);
        const ports: PlayPorts = { ...target.ports, clock, transport, stop: request.stop, watch };
        const origin = {
          command,
          environment: environmentOf(startedAtMs, startedAtMs),
          notes: loudNotes(scenario),
        };
        const made = await withHooks(scenario, target.url, () => play(scenario, plan, ports, origin));
        const played = comparedPlay(made, request.compare);
        writeReports(folder, played, scenario.model);
        return { played, folder };
      } finally {
        view.close();
        screen.closePanel();
      }
    } finally {
      journal.close();
    }
  });
}

function liveRunOf({ name, seed }: Scenario, { hash }: Plan, clean: (text: string) => string): LiveRun {
  return { scenario: clean(name), seed: clean(seed), planHash: hash, turnwise: version() };
}

/** What is said beside the report of one play of several. */
export interface Repeated {
  readonly repeats: Repeats;
  /** The JUnit cases of each play. */
  readonly suites: readonly Suite[];
  /** Where all of them are written down. */
  readonly file: string;
}

/** Shows the report of a finished run and writes it wherever else it was asked for. */
export function present(
  { played, folder }: Finished,
  flags: FileFlags & { readonly json?: boolean },
  screen: Screen,
  repeated: Repeated | null = null,
): void {
  const report = repeated === null ? played.report : { ...played.report, repeats: repeated.repeats };
  if (flags.json === true) screen.print(reporters.json.render(report));
  else screen.print(reporters.terminal.render(report, { paint: screen.paint }));
  screen.say(`written to ${folder.path}${repeated === null ? '' : `; all plays: ${repeated.file}`}`);
  writeReportAsked(flags, report, {
    html: () => reporters.html.render(report, { contention: played.contention() }),
    ...(repeated !== null && { junit: () => junitOf(repeated.suites) }),
  });
}
