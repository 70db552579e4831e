import { planFor } from '../../plan-for.js';
import { mapTexts } from '../../report/map-texts.js';
import { plural } from '../../report/words.js';
import { coloursOf } from '../../reporters/reporter.js';
import { loadScenario, type LoadOptions } from '../../scenario/load.js';
import { Problem } from '../../scenario/problem.js';
import { redact } from '../../scenario/redact.js';
import type { Scenario } from '../../scenario/scenario.js';
import { urlSecrets } from '../../scenario/secrets.js';
import { behaviourOf } from '../../servers/catalog.js';
import { staged } from '../../trying/staged.js';
import { castingOf, type Casting } from '../../teeth/casting.js';
import type { MutationReport } from '../../teeth/mutation-report.js';
import { numbersApart } from '../../teeth/numbers-apart.js';
import { mutationReportOf } from '../../teeth/report-of.js';
import { settingsText } from '../../teeth/with-settings.js';
import { mutantsFor, tryMutants, type MutantsPorts } from '../../trying/try-mutants.js';
import { simulatedRefusal, trySimulated } from '../../trying/try-simulated.js';
import { commandOf } from '../command-line.js';
import type { MutantsFlags } from '../commands/mutants.js';
import { exitCodes } from '../exit-codes.js';
import { simulatedRun } from '../../playing/load-simulated.js';
import { marginUsOf, roundTripUsOf } from '../../playing/margin.js';
import { measuredMarginUs } from '../../playing/measured-margin.js';
import { mutantsJunit } from '../mutants-junit.js';
import { liveRefusal, tryLive } from '../mutants-live.js';
import { mutantsText } from '../mutants-text.js';
import { asProblem } from '../../playing/as-problem.js';
import { sha256 } from '../../playing/sha256.js';
import { loadOptionsOf, wholeNumber } from '../options.js';
import { ownBugsText } from '../own-bugs.js';
import { screenOf, type Screen } from '../screen.js';
import { stopSignals } from '../signals.js';
import { writeAsked } from '../write-asked.js';

const repeatMost = 1000;

/** Plays a scenario against the known bugs of its kind of server and sets the exit code. */
export async function mutants(ref: string, flags: MutantsFlags): Promise<void> {
  const asked = askedOf(flags);
  const screen = screenOf({ json: flags.json === true, quiet: flags.quiet === true, color: flags.color });
  const base = {
    ...loadOptionsOf({ ...flags, thresholds: false }),
    ...(flags.live !== true && { run: simulatedRun }),
  };
  const load = async (options: LoadOptions): Promise<Scenario> =>
    typed(await loadScenario(ref, options), flags);
  const written = await load(base);
  const secrets = [...written.secrets, ...urlSecrets(flags.store)];
  const clean = (text: string): string => redact(text, secrets);
  const signals = stopSignals((line) => screen.say(line));
  try {
    const own = await ownBugsText(ref, written);
    if (own !== null) screen.say(clean(own));
    const { casting, mutants: wanted } = await asProblem(() => mutantsFor(written, asked.only));
    const options = await withMargin(base, written, flags, (line) => screen.say(clean(line)));
    const scenario = options === base ? written : await load(options);
    const plan = await asProblem(() => planFor(staged(scenario, casting), sha256));
    const { actions, users, resources } = plan.header;
    screen.say(clean(`turnwise mutants ${scenario.name} · seed ${scenario.seed}`));
    screen.say(
      `${actions} actions by ${users} users on ${resources} resources, ${flags.live === true ? 'live' : 'in virtual time'}`,
    );
    if (casting.handed !== null) screen.say(standInText(casting));
    screen.say(`against the correct ${casting.server} and ${plural(wanted.length, 'known bug')} of it`);
    const ports: MutantsPorts = {
      digest: sha256,
      seeded: (seed) => load({ ...options, seed }),
      play:
        flags.live === true
          ? (attempt) => tryLive(attempt, { store: flags.store ?? null, casting })
          : trySimulated,
      refusal:
        flags.live === true
          ? (bug) => liveRefusal(bug, flags.store ?? null)
          : (bug) => simulatedRefusal(bug, scenario),
      tell: teller(screen, clean),
      stop: signals.signal,
      isLive: flags.live === true,
    };
    const { repeat, minScore } = asked;
    const spec = { scenario, repeat, only: asked.only };
    const outcome = await asProblem(() => tryMutants(spec, ports)).finally(() => screen.closePanel());
    const report = mutationReportOf({
      command: commandOf(scenario, process.argv.slice(2)),
      scenario: { name: scenario.name, hash: scenario.hash },
      seed: scenario.seed,
      server: { name: casting.server, settings: casting.settings },
      played: flags.live === true ? 'live' : 'simulated',
      repeat,
      minScore,
      controls: outcome.controls,
      tried: outcome.tried,
      interrupted: signals.signal.aborted,
      apart: numbersApart(casting, scenario.model, behaviourOf(casting.server, null).defaults),
    });
    present(mapTexts(report, clean), flags, screen);
    const { verdict } = report;
    process.exitCode = verdict === 'fail' ? exitCodes.fail : (signals.exitCode() ?? exitCodes[verdict]);
  } finally {
    signals.close();
  }
}

/** Who is played where the target itself is not. */
function standInText({ server, settings }: Casting): string {
  const said = settingsText(settings);
  return `stand-in for your server: ${server}${said === '' ? '' : ` with ${said}`}`;
}

/** A target that is typed takes the place of a behaviour in code. */
function typed(scenario: Scenario, { target }: MutantsFlags): Scenario {
  return target === undefined ? scenario : { ...scenario, behaviour: null };
}

interface Asked {
  readonly repeat: number;
  readonly minScore: number | null;
  readonly only: readonly string[] | null;
}

function askedOf({ repeat, minScore, only, live, store }: MutantsFlags): Asked {
  if (store !== undefined && live !== true)
    throw new Problem('--store is for --live: a simulation has a store of its own');
  const names = only?.split(',').map((name) => name.trim());
  if (names?.includes('') === true)
    throw new Problem('--only takes names with commas between them, e.g. check-then-set,wrong-key');
  return {
    repeat: wholeNumber('--repeat', repeat, 1, repeatMost),
    minScore: minScore === undefined ? null : shareOf(minScore),
    only: names ?? null,
  };
}

function shareOf(text: string): number {
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new Problem(`--min-score takes a share from 0 to 1, e.g. 0.9, not '${text}'`);
}

/** What `margin: auto` is: measured against the server that will play, or what a simulated network needs. */
async function withMargin(
  options: LoadOptions,
  scenario: Scenario,
  { live }: MutantsFlags,
  say: (line: string) => void,
): Promise<LoadOptions> {
  if (scenario.margin === 'pinned') return options;
  if (live !== true) return { ...options, marginUs: marginUsOf(roundTripUsOf(scenario.simulation.network)) };
  const stage = staged(scenario, castingOf(scenario));
  const marginUs = await measuredMarginUs(stage, planFor(stage, sha256), say);
  return marginUs === null ? options : { ...options, marginUs };
}

/** One line that is overwritten on a terminal, lines elsewhere. */
function teller(screen: Screen, clean: (text: string) => string): (line: string) => void {
  return (line) => {
    if (screen.live) screen.panel([clean(line)]);
    else screen.say(clean(line));
  };
}

/** As wide as the terminal, within what is readable; elsewhere as wide as can be. */
function columnsOf(columns = columnsMost): number {
  return Math.min(columnsMost, Math.max(columnsLeast, columns));
}

const columnsLeast = 80;
const columnsMost = 100;

function present(report: MutationReport, flags: MutantsFlags, screen: Screen): void {
  if (flags.json === true) screen.print(JSON.stringify(report, null, 2));
  else
    screen.print(
      mutantsText(report, {
        colours: coloursOf(screen.paint),
        proofs: flags.verbose === true,
        columns: columnsOf(process.stdout.columns),
      }),
    );
  writeAsked('--junit', flags.junit, () => mutantsJunit(report));
}
