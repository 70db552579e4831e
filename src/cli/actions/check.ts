import { existsSync, statSync } from 'node:fs';
import { judge } from '../../oracle/judge.js';
import { refuseKeyless } from '../../oracle/keyless.js';
import { judgeDelivery } from '../../oracle/delivery/judge-delivery.js';
import { judgeState } from '../../oracle/state/judge-state.js';
import type { StateSpec } from '../../oracle/state/contract.js';
import { reportOf } from '../../report/report-of.js';
import { reporters } from '../../reporters/index.js';
import { Problem } from '../../scenario/problem.js';
import { compareWith } from '../baseline.js';
import { assumptionsOf } from '../assumptions.js';
import { commandLine } from '../command-line.js';
import type { CheckFlags } from '../commands/check.js';
import { exitCodeOf } from '../exit-codes.js';
import { asProblem } from '../../playing/as-problem.js';
import { seenByRun, type SeenByRun } from '../facts-of-run.js';
import { foreignRun } from '../foreign-run.js';
import { storedContention } from '../stored-contention.js';
import type { StoredRun } from '../stored-run.js';
import { grouped, progressOf, type Progress } from '../progress.js';
import { screenOf } from '../screen.js';
import { demandsOn } from '../threshold-flags.js';
import { environmentOf } from '../version.js';
import { writeReportAsked } from '../write-asked.js';
import { storedCore } from './check-core.js';
import { exportedRun } from './check-exported.js';

/** So many actions may take the judge some seconds. */
const longFrom = 200_000;

/** Judges a stored history and sets the exit code. */
export async function check(path: string, flags: CheckFlags): Promise<void> {
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const compare = compareWith(flags);
  const progress = progressOf(screen.quiet);
  if (!existsSync(path)) throw new Problem('there is no such file or folder', { file: path });
  const run = await readRun(path, flags, progress);
  const assumptions = assumptionsOf(run.assumptions, flags);
  if (flags.verify !== undefined) {
    const certificate = typeof flags.verify === 'string' ? flags.verify : null;
    const { verify } = await import('./check-verify.js');
    return verify({ path, run, assumptions, certificate, json: flags.json === true }, screen);
  }
  const { length } = run.history;
  progress.turn(`judging ${grouped(length)} actions`, length >= longFrom);
  await asProblem(() => refuseKeyless(run.model, run.history));
  const verdict = judge(run.model, run.history, assumptions);
  const { startedAtMs, foundRight, ...seen } = seenByRun(path, run.plan?.hash ?? null);
  const report = compare(
    reportOf({
      scenario: { ...run.scenario, ...standardsOf(run, assumptions.complete) },
      plan: run.plan,
      model: run.model,
      history: run.history,
      verdict,
      delivery: run.delivery === undefined ? null : judgeDelivery(run.delivery, run.history),
      state: judgeState(stateSpecsOf(run, flags), run.history, assumptions),
      thresholds: demandsOn(run, flags),
      run: {
        command: commandLine(process.argv.slice(2)),
        environment: { ...environmentOf(startedAtMs), zeroAt: run.zeroAt ?? null },
        seed: run.plan?.seed ?? null,
        interrupted: run.history.events.some(
          (event) => event.kind === 'finished' && event.how === 'interrupted',
        ),
        ...seen,
        ...notAgain(run, foundRight),
      },
    }),
  );
  if (flags.certificate !== undefined) {
    const { writeCertificate } = await import('./check-certificate.js');
    screen.say(writeCertificate(flags.certificate, run, assumptions, (line) => screen.say(line)));
  }
  const text =
    flags.json === true
      ? reporters.json.render(report)
      : reporters.terminal.render(report, { paint: screen.paint });
  screen.print(text);
  writeReportAsked(flags, report, {
    html: () => reporters.html.render(report, { contention: storedContention(run, verdict, report) }),
  });
  process.exitCode = exitCodeOf(report);
}

/** What the run found right by itself needs to be known; what it did not keeps a history from passing here. */
function notAgain({ notes, notAgain: parts = [] }: StoredRun, foundRight: SeenByRun['foundRight']) {
  const textsOf = (isRight: boolean): readonly string[] =>
    parts.filter(({ part }) => foundRight.includes(part) === isRight).map(({ text }) => text);
  return {
    notes: [...notes, ...textsOf(true).map((text) => `${text}; the run itself found it right`)],
    unjudged: textsOf(false),
  };
}

/** Whoever says what was before the run says it of the server's state too. */
function stateSpecsOf({ state = [] }: StoredRun, { initial }: CheckFlags): readonly StateSpec[] {
  if (initial === undefined) return state;
  return state.map((spec) => ({ ...spec, isStartSure: initial === 'fresh' }));
}

/** What a run folder takes to be read is only loaded for one. */
async function readRun(path: string, flags: CheckFlags, progress: Progress): Promise<StoredRun> {
  if (statSync(path).isDirectory())
    return (await import('../stored-run.js')).storedRun(path, flags.model ?? null);
  if (flags.model !== undefined) return foreignRun(path, flags.model, flags.allowExtra === true, progress);
  const told = storedCore(path) ?? exportedRun(path, flags.allowExtra === true, progress);
  if (told !== null) return told;
  throw new Problem(
    `a file needs to be told its model, e.g. --model '{"cooldown":{"per":"resource","every":"1s"}}'`,
    { file: path },
  );
}

/**
 * What a history must have decided to prove anything. Where actions may be missing from the file, an
 * accept can never be shown to have been due, so only over-admission is judged and rejects are what counts.
 */
function standardsOf(run: StoredRun, complete: boolean) {
  return complete
    ? { minResolution: run.minResolution, prove: run.prove }
    : { minResolution: 0, prove: 'rejects' as const };
}
