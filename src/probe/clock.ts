import type { Sighting } from '../oracle/contention/search.js';
import type { Span } from './bounds.js';
import { isAccept, isReject, mayAccept } from './evidence.js';

/** What must be true of the instants at which windows by a clock begin, all on one clock. */
interface Demands {
  /** In each of these a window begins. */
  readonly some: readonly Span[];
  /** In none of these a window begins. */
  readonly none: readonly Span[];
  /** A refusal that no window explains. */
  readonly isHopeless: boolean;
  /** In the middle of everything: phases are told at this instant. */
  readonly middleUs: number;
}

/**
 * One accept more than a window holds: between the first and the last of them a window begins. A refusal:
 * its window holds enough accepts, so none begins between the earliest of these and it.
 */
export function demandsOf(count: number, keys: readonly (readonly Sighting[])[]): Demands {
  const known = demandsKnown.get(keys) ?? new Map<number, Demands>();
  demandsKnown.set(keys, known);
  const demands = known.get(count) ?? demandsIn(count, keys);
  known.set(count, demands);
  return demands;
}

/** The same keys are asked about again and again, for every length. */
const demandsKnown = new WeakMap<readonly (readonly Sighting[])[], Map<number, Demands>>();

function demandsIn(count: number, keys: readonly (readonly Sighting[])[]): Demands {
  const [some, none]: [Span[], Span[]] = [[], []];
  let isHopeless = false;
  for (const sightings of keys) {
    const accepts = sightings.filter(isAccept);
    for (let from = 0; from + count < accepts.length; from++) {
      const latest = Math.max(...accepts.slice(from, from + count + 1).map(({ endUs }) => endUs));
      some.push({ least: accepts[from].startUs + 1, most: latest });
    }
    for (const reject of sightings.filter(isReject)) {
      const ends = sightings
        .filter((one) => mayAccept(one) && one.startUs <= reject.endUs)
        .map(({ endUs }) => endUs)
        .sort((a, b) => b - a);
      if (ends.length < count) isHopeless = true;
      else if (ends[count - 1] < reject.startUs)
        none.push({ least: ends[count - 1] + 1, most: reject.startUs });
    }
  }
  const all = [...some, ...none];
  const middleUs =
    all.length === 0
      ? 0
      : Math.floor(
          (Math.min(...all.map(({ least }) => least)) + Math.max(...all.map(({ most }) => most))) / 2,
        );
  return { some: innermost(some), none: outermost(none), isHopeless, middleUs };
}

/** Who contains another one demands nothing more. */
function innermost(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (one, index) => !spans.some((other, at) => at !== index && isWithin(other, one, at < index)),
  );
}

function outermost(spans: readonly Span[]): readonly Span[] {
  return spans.filter(
    (one, index) => !spans.some((other, at) => at !== index && isWithin(one, other, at < index)),
  );
}

function isWithin(inner: Span, outer: Span, orSame: boolean): boolean {
  if (inner.least < outer.least || inner.most > outer.most) return false;
  return orSame || inner.least > outer.least || inner.most < outer.most;
}

/**
 * When windows of about this length can begin: instants from `middleUs` on, less than a length later.
 * `slackUs`: lengths that much longer or shorter are meant as well. A superset of the truth.
 */
export function phasesOf(demands: Demands, windowUs: number, slackUs: number): readonly Span[] {
  const gone: Span[] = [];
  const { middleUs } = demands;
  const shortestUs = Math.max(1, windowUs - slackUs);
  const wide = (us: number): number => Math.ceil((Math.abs(us - middleUs) / shortestUs + 1) * slackUs);
  for (const { least, most } of demands.none) {
    const [from, to] = [least + wide(least), most - wide(most)];
    if (to - from + 1 >= windowUs) return [];
    if (to >= from) addArc(gone, from - middleUs, to - middleUs, windowUs);
  }
  for (const { least, most } of demands.some) {
    const [from, to] = [least - wide(least), most + wide(most)];
    if (to - from + 1 < windowUs) addArc(gone, to + 1 - middleUs, from - 1 - middleUs + windowUs, windowUs);
  }
  return rest(gone, windowUs).map(({ least, most }) => ({ least: least + middleUs, most: most + middleUs }));
}

function addArc(arcs: Span[], fromUs: number, toUs: number, windowUs: number): void {
  const start = ((fromUs % windowUs) + windowUs) % windowUs;
  const end = start + (toUs - fromUs);
  arcs.push({ least: start, most: Math.min(end, windowUs - 1) });
  if (end >= windowUs) arcs.push({ least: 0, most: end - windowUs });
}

function rest(gone: Span[], windowUs: number): readonly Span[] {
  gone.sort((a, b) => a.least - b.least);
  const left: Span[] = [];
  let from = 0;
  for (const { least, most } of gone) {
    if (least > from) left.push({ least: from, most: least - 1 });
    from = Math.max(from, most + 1);
  }
  if (from < windowUs) left.push({ least: from, most: windowUs - 1 });
  return left;
}

/** More lengths than that are not tried in one go; each then stands for more around it. */
const stepsMost = 2000;

/** The lengths for which windows can begin at all: what is left of spans of lengths. */
export function lengthsOf(demands: Demands, spans: readonly Span[], grainUs: number): readonly Span[] {
  if (demands.isHopeless) return [];
  const all = [...demands.some, ...demands.none];
  const reachUs = Math.max(
    1,
    ...all.map(({ least, most }) => Math.max(demands.middleUs - least, most - demands.middleUs)),
  );
  const stepAt = (us: number, coarse: number): number =>
    Math.max(1, Math.floor((coarse * grainUs * us) / (2 * reachUs + us)));
  let coarse = 0.5;
  while (stepsIn(spans, (us) => stepAt(us, coarse)) > stepsMost) coarse *= 2;
  const left: { least: number; most: number }[] = [];
  for (const { least, most } of spans)
    for (let from = least; from <= most;) {
      const to = Math.min(most, from + stepAt(from, coarse) - 1);
      const middle = Math.floor((from + to) / 2);
      if (phasesOf(demands, middle, Math.ceil((to - from) / 2)).length > 0) {
        const last = left.at(-1);
        if (last !== undefined && last.most === from - 1) last.most = to;
        else left.push({ least: from, most: to });
      }
      from = to + 1;
    }
  return left;
}

function stepsIn(spans: readonly Span[], stepAt: (us: number) => number): number {
  let steps = 0;
  for (const { least, most } of spans)
    for (let us = least; us <= most && steps <= stepsMost; us += stepAt(us)) steps++;
  return steps;
}

/** So many lengths are looked at to learn when windows begin. */
const lengthsLooked = 48;

/**
 * An instant near `middleUs` at which a window begins, whatever the length is of all these: between which
 * two it lies. `null`: no length is left. As long as a window where nothing is known of it.
 */
export function beginningOf(demands: Demands, spans: readonly Span[]): Span | null {
  if (spans.length === 0) return null;
  const widthUs = spans.reduce((sum, { least, most }) => sum + most - least + 1, 0);
  const found: Arc[] = [];
  for (const { least, most } of spans) {
    const steps = Math.max(1, Math.ceil((lengthsLooked * (most - least + 1)) / widthUs));
    const slackUs = Math.ceil((most - least + 1) / (2 * steps));
    for (let step = 0; step < steps; step++) {
      const windowUs = Math.floor(least + ((2 * step + 1) * (most - least + 1)) / (2 * steps));
      for (const span of phasesOf(demands, windowUs, slackUs)) found.push({ span, windowUs, slackUs });
    }
  }
  return aroundCircle(found);
}

/** When windows of about a length can begin. */
interface Arc {
  readonly span: Span;
  readonly windowUs: number;
  readonly slackUs: number;
}

/** The least span around arcs, each moved by whole windows until it is nearest to the first one. */
function aroundCircle(arcs: readonly Arc[]): Span | null {
  if (arcs.length === 0) return null;
  const [{ span: first }] = arcs;
  const anchor = (first.least + first.most) / 2;
  let [least, most] = [Infinity, -Infinity];
  for (const { span, windowUs, slackUs } of arcs) {
    const turns = Math.round((anchor - (span.least + span.most) / 2) / windowUs);
    const wideUs = Math.abs(turns) * slackUs;
    least = Math.min(least, span.least + turns * windowUs - wideUs);
    most = Math.max(most, span.most + turns * windowUs + wideUs);
  }
  const longestUs = Math.max(...arcs.map(({ windowUs }) => windowUs));
  return { least, most: Math.min(most, least + longestUs - 1) };
}
