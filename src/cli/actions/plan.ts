import { writeFile } from 'node:fs/promises';
import { forecastOf, forecastSize } from '../../forecast.js';
import { planFor } from '../../plan-for.js';
import { planJsonText } from '../../plan/plan-json.js';
import { planTable } from '../../plan/plan-table.js';
import type { Plan } from '../../plan/plan.js';
import { planSvg } from '../../plan/svg/plan-svg.js';
import { durationUs } from '../../scenario/duration.js';
import { loadScenario } from '../../scenario/load.js';
import { Problem } from '../../scenario/problem.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { PlanFlags } from '../commands/plan.js';
import { certaintyLines, usualRoundTripsUs } from '../forecast-table.js';
import { forecastWarnings } from '../forecast-warnings.js';
import { lateFaultWarnings, plannedFaultLines } from '../planned-faults.js';
import { asProblem } from '../../playing/as-problem.js';
import { sha256 } from '../../playing/sha256.js';
import { loadOptionsOf } from '../options.js';

/** Prints the plan of a scenario. */
export async function plan(ref: string, flags: PlanFlags): Promise<void> {
  const roundTripsUs = roundTripsOf(flags);
  if (flags.svg === true && flags.json === true)
    throw new Problem('--svg and --json both want standard output; name a file: --svg plan.svg');
  const scenario = await loadScenario(ref, loadOptionsOf(flags));
  const planned = await asProblem(() => planFor(scenario, sha256));
  if (flags.svg !== undefined) {
    const svg = pictureOf(scenario, planned);
    if (flags.svg === true) {
      process.stdout.write(svg);
      return;
    }
    await written(flags.svg, svg);
  }
  if (flags.json === true) {
    for (const piece of planJsonText(planned)) process.stdout.write(piece);
    return;
  }
  process.stdout.write(`${linesOf(scenario, planned, roundTripsUs, flags).join('\n')}\n`);
}

/** Of `sha256:` and 64 digits: enough to tell plans apart. */
const hashShown = 19;

/** Only a plain cooldown refuses for a known time after an accept. */
function pictureOf({ name, userNames, resourceNames, model }: Scenario, planned: Plan): string {
  const shadowUs = model.driver.kind === 'interval-recursion' ? model.spacingUs : 0;
  const title = `${name} · seed ${planned.header.seed} · ${model.describe} · plan ${planned.hash.slice(0, hashShown)}`;
  return planSvg(planned, { title, userNames, resourceNames, shadowUs });
}

async function written(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new Problem(
      `--svg cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function linesOf(
  scenario: Scenario,
  planned: Plan,
  roundTripsUs: readonly number[],
  flags: PlanFlags,
): string[] {
  const { header, hash } = planned;
  const forecasts = forecastOf(scenario, planned, roundTripsUs);
  const warnings = [...scenario.notes, ...header.warnings, ...forecastWarnings(scenario, forecasts[0])];
  const seen = forecastSize(scenario.model, planned);
  const sample = seen < header.actions ? ` (of the first ${seen} actions)` : '';
  return [
    `${scenario.name} · seed ${header.seed} · plan ${hash}`,
    ...header.feasibility,
    ...plannedFaultLines(header),
    ...certaintyLines(scenario, forecasts, sample),
    ...[...warnings, ...lateFaultWarnings(header)].map((warning) => `warning: ${warning}`),
    ...(flags.table === true ? ['', planTable(planned)] : []),
  ];
}

function roundTripsOf({ rtt }: PlanFlags): readonly number[] {
  if (rtt === undefined) return usualRoundTripsUs;
  try {
    return [durationUs(rtt)];
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(`--rtt ${error.message}`);
    throw error;
  }
}
