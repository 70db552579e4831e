import { countText, secondsText } from '../durations.js';
import type { Plan, Step } from '../plan.js';
import { colourOf } from './colour.js';
import { escaped, shortened } from './escaped.js';
import { legendOf } from './legend.js';
import { markOf, markPx } from './marks.js';
import { scaleOf, type Scale } from './scale.js';
import { style } from './style.js';

/** What a picture says beside the plan. */
export interface PlanPicture {
  readonly title: string;
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  /** How long a limit refuses after an accept, drawn as a shadow; 0 where there is no such time. */
  readonly shadowUs: number;
  /** Actions drawn; 3000 when absent. */
  readonly marksMax?: number;
  /** Resources drawn; 60 when absent. */
  readonly rowsMax?: number;
}

const left = 132;
const rowPx = 30;
const nameMax = 16;
/** Marks of a row that would cover each other stand on so many levels. */
const levels = 3;

/**
 * The plan as a picture: resources down, time across, a mark for each action in its user's colour,
 * with a shadow for as long as the limit then refuses. One SVG file that needs no other and runs no
 * script; names are escaped. Long plans show their beginning, and say what is left out.
 */
export function planSvg(plan: Plan, picture: PlanPicture): string {
  const rows = Math.min(picture.rowsMax ?? 60, plan.header.resources);
  const steps = shownSteps(plan, picture.marksMax ?? 3000, rows);
  const untilUs =
    steps.reduce((last, { intendedAtUs }) => Math.max(last, intendedAtUs), 0) + picture.shadowUs;
  const scale = scaleOf(untilUs, picture.shadowUs, left);
  const width = scale.right + 24;
  const legend = legendOf(picture.userNames, picture.shadowUs > 0, 48, width);
  const top = legend.bottom + 26;
  const bottom = top + rows * rowPx;
  const notes = notesOf(plan, steps.length, rows);
  const height = bottom + 24 + notes.length * 18;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img">`,
    `<title>${escaped(picture.title)}</title>`,
    `<style>${style}</style>`,
    `<text class="title" x="12" y="24">${escaped(shortened(picture.title, 120))}</text>`,
    ...legend.lines,
    ...gridOf(picture.resourceNames.slice(0, rows), scale, top, bottom),
    ...phasesOf(plan, scale, untilUs, top, bottom),
    ...shadowsOf(steps, picture.shadowUs, scale, top),
    ...marksOf(steps, picture, scale, top),
    ...notes.map(
      (words, index) => `<text class="soft" x="12" y="${bottom + 34 + index * 18}">${escaped(words)}</text>`,
    ),
    '</svg>',
    '',
  ].join('\n');
}

function shownSteps(plan: Plan, most: number, rows: number): Step[] {
  const steps: Step[] = [];
  let seen = 0;
  for (const step of plan.steps()) {
    if (seen++ === most) break;
    if (step.resource < rows) steps.push(step);
  }
  return steps;
}

function gridOf(
  names: readonly string[],
  { x, right, ticksUs }: Scale,
  top: number,
  bottom: number,
): string[] {
  const ticks = ticksUs.flatMap((atUs) => [
    `<line class="grid" x1="${x(atUs)}" y1="${top - 6}" x2="${x(atUs)}" y2="${bottom}"/>`,
    `<text class="soft" x="${x(atUs)}" y="${bottom + 16}" text-anchor="middle">${secondsText(atUs)}</text>`,
  ]);
  const rows = names.flatMap((name, row) => {
    const y = top + (row + 1) * rowPx;
    const label = `${escaped(shortened(name, nameMax))}<title>${escaped(name)}</title>`;
    return [
      `<line class="grid" x1="12" y1="${y}" x2="${right}" y2="${y}"/>`,
      `<text x="12" y="${y - rowPx / 2 + 4}">${label}</text>`,
    ];
  });
  return [...ticks, ...rows];
}

function phasesOf(plan: Plan, { x }: Scale, untilUs: number, top: number, bottom: number): string[] {
  const shown = plan.header.phases.filter(({ startUs, actions }) => actions > 0 && startUs <= untilUs);
  return shown.flatMap(({ name, startUs }) => [
    `<line class="phase" x1="${x(startUs)}" y1="${top - 18}" x2="${x(startUs)}" y2="${bottom}"/>`,
    `<text class="soft" x="${x(startUs) + 4}" y="${top - 10}">${escaped(shortened(name, 24))}</text>`,
  ]);
}

function shadowsOf(steps: readonly Step[], shadowUs: number, { x, width }: Scale, top: number): string[] {
  if (shadowUs === 0) return [];
  return steps
    .filter(({ aim }) => aim === 'accept')
    .map(
      ({ resource, intendedAtUs }) =>
        `<rect class="shadow" x="${x(intendedAtUs)}" y="${top + resource * rowPx + 3}" width="${width(shadowUs)}" height="${rowPx - 6}"/>`,
    );
}

/** A mark that would cover the one before it on its row goes to another level of the row. */
function marksOf(
  steps: readonly Step[],
  { userNames, resourceNames }: PlanPicture,
  { x }: Scale,
  top: number,
): string[] {
  const taken = new Map<number, number>();
  return steps.map(({ id, user, resource, intendedAtUs, aim, action }) => {
    const at = x(intendedAtUs);
    const slots = Array.from({ length: levels }, (_, level) => resource * levels + level);
    const free = slots.find((slot) => at - (taken.get(slot) ?? -Infinity) >= 2 * markPx) ?? slots[levels - 1];
    taken.set(free, at);
    const y = top + resource * rowPx + rowPx / 2 + [0, -8, 8][free % levels];
    const what = action === undefined ? aim : `${action}, ${aim}`;
    const says = escaped(
      `${id}: ${userNames[user]} on ${resourceNames[resource]} at ${secondsText(intendedAtUs)}, ${what}`,
    );
    return markOf(aim, { x: at, y, colour: colourOf(user), says });
  });
}

function notesOf({ header }: Plan, shown: number, rows: number): string[] {
  const hidden = header.resources - rows;
  return [
    ...(hidden > 0 ? [`… and ${countText(hidden, 'more resource')}`] : []),
    ...(shown < header.actions ? [`${shown} of ${countText(header.actions, 'action')} are drawn`] : []),
  ];
}
