import type { ReportedAction, ReportedViolation } from '../../report/report.js';
import { durationText, plural } from '../../report/words.js';
import type { Evidence } from '../format/evidence.js';
import { markup, type Markup } from '../format/markup.js';
import { fit, widthOf } from '../format/width.js';
import { labels, proofScale, width, type ProofScale } from './proof-scale.js';
import { ticksOf } from './ticks.js';

const rowHeight = 46;
const barTop = 22;
const barHeight = 14;
/** A window of some microseconds must still be seen. */
const barLeast = 3;
/** Texts of what is right of here end where the thing ends. */
const turn = width * 0.6;

/**
 * A proof as a drawing: the window of each action, and the stretch in which the blamed answer cannot be right. Says
 * nothing that the table beside it does not say.
 */
export function proofDrawing(violation: ReportedViolation, { actions, outcomes }: Evidence): Markup {
  const scale = proofScale(violation);
  const blamed = violation.kind === 'no-explanation' ? undefined : violation.actions.at(-1);
  const base = scale.top + actions.length * rowHeight + 4;
  const rows = actions.map((action, index) => rowMarkup(action, outcomes[index] ?? '', index, scale));
  const at = blamed === undefined ? -1 : actions.indexOf(blamed);
  const label = `decision windows of ${plural(actions.length, 'action')} over ${durationText(scale.toUs - scale.fromUs)}`;
  return markup`<svg class="proof" viewBox="0 0 ${width} ${base + 24}" role="img" aria-label="${label}">
${forbiddenMarkup(violation, scale, base)}
${rows}${at === -1 ? null : gapMarkup(violation, scale, scale.top + at * rowHeight)}
<line class="axis" x1="${labels}" y1="${base}" x2="${width}" y2="${base}"/>
${ticksOf(scale.fromUs - scale.firstUs, scale.toUs - scale.firstUs, 6).map((us) => tick(us, scale, base))}</svg>`;
}

function rowMarkup(action: ReportedAction, outcome: string, index: number, scale: ProofScale): Markup {
  const top = scale.top + index * rowHeight;
  const { sentAtUs, settledAtUs, user, resource } = action;
  const from = scale.x(sentAtUs ?? scale.firstUs);
  const to = settledAtUs === null ? width : scale.x(settledAtUs);
  const wide = Math.max(barLeast, to - from);
  const isBlamed = /^(?:wrong|suspect): /u.test(outcome);
  const kind: Markup = {
    markup: `${barClasses.get(action.outcome) ?? 'unknown'}${isBlamed ? ' blamed' : ''}`,
  };
  const isRight = from > turn;
  const text = fit(`${outcome}${windowText(action, scale.firstUs)}`, textMost);
  const bar =
    sentAtUs === null
      ? null
      : markup`<rect class="${kind}" x="${from.toFixed(1)}" y="${top + barTop}" width="${wide.toFixed(1)}" height="${barHeight}" rx="2"/>`;
  return markup`<text class="who" x="0" y="${top + barTop + 2}">${fit(user, namesMost)}</text><text class="tick" x="0" y="${top + barTop + 16}">${fit(`on ${resource}`, namesMost)}</text>
<text class="halo${{ markup: isBlamed ? ' why' : '' }}" x="${isRight ? (from + wide).toFixed(1) : startOf(from, text)}" y="${top + barTop - 5}" text-anchor="${isRight ? 'end' : 'start'}">${text}</text>${bar}
`;
}

const namesMost = 14;
const textMost = 72;

/** `, at 167 ms for 2.08 ms`: the window, in numbers. */
function windowText({ sentAtUs, settledAtUs }: ReportedAction, firstUs: number): string {
  if (sentAtUs === null) return '';
  const sent = `, at ${sinceText(sentAtUs - firstUs)}`;
  return settledAtUs === null ? sent : `${sent} for ${durationText(settledAtUs - sentAtUs)}`;
}

function sinceText(us: number): string {
  return us === 0 ? '0' : durationText(us);
}

/** The stretch, hatched over all rows, and above it why. */
function forbiddenMarkup({ constraint }: ReportedViolation, scale: ProofScale, base: number): Markup | null {
  if (constraint === null || scale.forbidden === null) return null;
  const { top } = scale;
  const { fromUs, toUs, goesOn } = scale.forbidden;
  const [from, to] = [scale.x(fromUs), goesOn ? width : scale.x(toUs)];
  const wide = Math.max(barLeast, to - from);
  const end =
    goesOn && constraint.untilUs !== null ? `, until ${sinceText(constraint.untilUs - scale.firstUs)}` : '';
  const why = fit(`${constraint.text}${end}`, constraintMost);
  return markup`<rect class="forbidden" x="${from.toFixed(1)}" y="${top - 6}" width="${wide.toFixed(1)}" height="${base - top + 6}" fill="url(#hatch)"/>
<line class="bound" x1="${from.toFixed(1)}" y1="${top - 8}" x2="${from.toFixed(1)}" y2="${base}"/>${
    goesOn
      ? null
      : markup`<line class="bound" x1="${to.toFixed(1)}" y1="${top - 8}" x2="${to.toFixed(1)}" y2="${base}"/>`
  }
<text class="why" x="${startOf(from, why)}" y="${top - 14}">${why}</text>`;
}

const constraintMost = 84;

/** Where a text begins that should begin there and must end on the drawing. */
function startOf(at: number, text: string): string {
  return Math.max(0, Math.min(at, width - widthOf(text) * characterWidth)).toFixed(1);
}

/** Of a bold text, on the safe side. */
const characterWidth = 7.2;

/** By how much the blamed answer missed the end of the stretch at which it would have been right. */
function gapMarkup(
  { actions, constraint }: ReportedViolation,
  scale: ProofScale,
  top: number,
): Markup | null {
  const blamed = actions.at(-1);
  const gap = constraint === null || blamed === undefined ? null : gapOf(blamed, constraint);
  if (gap === null || scale.forbidden === null) return null;
  const { fromUs, toUs, text } = gap;
  const [from, to] = [scale.x(fromUs), scale.x(toUs)];
  const y = top + barTop + barHeight / 2;
  const isRight = (from + to) / 2 > turn;
  return markup`<path class="gap" d="M${from.toFixed(1)} ${y - 5}v10M${from.toFixed(1)} ${y}H${to.toFixed(1)}${toUs > scale.toUs ? '' : `M${to.toFixed(1)} ${y - 5}v10`}"/>
<text class="why halo" x="${(isRight ? to : from).toFixed(1)}" y="${y + 20}" text-anchor="${isRight ? 'end' : 'start'}">${text}</text>`;
}

interface Gap {
  readonly fromUs: number;
  readonly toUs: number;
  readonly text: string;
}

/**
 * How much too early an accept was, or too late a refusal. `null` where the window is not inside the stretch, or has
 * no end, or the stretch has none on that side.
 */
function gapOf(
  { sentAtUs, settledAtUs, outcome }: ReportedAction,
  { fromUs, untilUs }: NonNullable<ReportedViolation['constraint']>,
): Gap | null {
  if (sentAtUs === null || settledAtUs === null || sentAtUs < fromUs) return null;
  if (untilUs !== null && untilUs < settledAtUs) return null;
  if (outcome === 'rejected')
    return { fromUs, toUs: sentAtUs, text: `${durationText(sentAtUs - fromUs)} too late` };
  if (untilUs === null) return null;
  return { fromUs: settledAtUs, toUs: untilUs, text: `${durationText(untilUs - settledAtUs)} too early` };
}

function tick(us: number, scale: ProofScale, base: number): Markup {
  const x = scale.x(us + scale.firstUs);
  const anchor = x > width - 30 ? 'end' : 'middle';
  return markup`<line class="axis" x1="${x.toFixed(1)}" y1="${base}" x2="${x.toFixed(1)}" y2="${base + 4}"/><text class="tick" x="${x.toFixed(1)}" y="${base + 18}" text-anchor="${anchor}">${sinceText(Math.round(us))}</text>
`;
}

/** Outcomes are our own words; anything else is drawn as no answer. */
const barClasses: ReadonlyMap<string, string> = new Map([
  ['accepted', 'accepted'],
  ['rejected', 'rejected'],
]);
