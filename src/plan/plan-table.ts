import { countText, secondsText } from './durations.js';
import type { Aim, Plan, PlannedPhase, Step } from './plan.js';

/** How much of a plan is shown. */
export interface PlanTableLimits {
  /** Characters a line may have. */
  readonly widthMax?: number;
  /** Resources shown. */
  readonly rowsMax?: number;
}

const marks: Readonly<Record<Aim, string>> = { accept: '', reject: '!', open: '?' };
/** No terminal shows more columns than this. */
const stepsMax = 60;
/** Users written out in one cell; the others are counted. */
const usersMax = 6;

/**
 * Who is on what: a table for each phase, resources down, steps across, users of a cell in the
 * order of time, that is lane after lane. `!u3` is planned to be refused, `?u3` may go either way; `u3:release` does that.
 */
export function planTable(plan: Plan, { widthMax = 100, rowsMax = 20 }: PlanTableLimits = {}): string {
  const rows = Math.min(rowsMax, plan.header.resources);
  const cells = cellsOf(plan, rows);
  const tables = plan.header.phases.map((phase, index) => {
    const table = gridOf(cells[index], rows, widthMax);
    const hidden = plan.header.resources - rows;
    const rest = hidden > 0 ? [`… and ${countText(hidden, 'more resource')}`] : [];
    return [titleOf(phase), ...table, ...rest].join('\n');
  });
  return `${tables.join('\n\n')}\n`;
}

/** Phase, then step, then resource: the users of a cell. */
type Cells = readonly (readonly (readonly (readonly string[])[])[])[];

function cellsOf(plan: Plan, rows: number): Cells {
  const cells: string[][][][] = plan.header.phases.map(() => []);
  for (const step of plan.steps()) {
    if (step.step >= stepsMax || step.resource >= rows) continue;
    const columns = cells[step.phase];
    while (columns.length <= step.step) columns.push(Array.from({ length: rows }, () => []));
    columns[step.step][step.resource].push(nameOf(step));
  }
  return cells;
}

function nameOf({ aim, user, action }: Step): string {
  return `${marks[aim]}u${user}${action === undefined ? '' : `:${action}`}`;
}

function titleOf({ name, strategy, pacing, lanes, stepUs, actions }: PlannedPhase): string {
  return `${name}: ${strategy}, ${pacing}, ${countText(actions, 'action')}, ${countText(lanes, 'lane')}, a step each ${secondsText(stepUs)}`;
}

/** As many columns as fit; the rest is said to be there. */
function gridOf(columns: Cells[number], rows: number, widthMax: number): string[] {
  const labels = ['step', ...Array.from({ length: rows }, (_, resource) => `r${resource}`)];
  let lines = padded(labels);
  for (const [step, cells] of columns.entries()) {
    const column = padded([String(step), ...Array.from({ length: rows }, (_, row) => cellText(cells[row]))]);
    const wider = lines.map((line, row) => `${line}  ${column[row]}`);
    if (wider[0].length > widthMax - 2 && step > 0) {
      return lines.map((line, row) => (row === 0 ? `${line} …` : line.trimEnd()));
    }
    lines = wider;
  }
  return lines.map((line) => line.trimEnd());
}

function cellText(users: readonly string[]): string {
  if (users.length === 0) return '·';
  const shown = users.slice(0, usersMax).join(' ');
  return users.length > usersMax ? `${shown} +${users.length - usersMax}` : shown;
}

function padded(texts: readonly string[]): string[] {
  const width = Math.max(...texts.map((text) => text.length));
  return texts.map((text) => text.padEnd(width));
}
