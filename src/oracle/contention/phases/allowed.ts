import type { RuledOut } from './ruled-out.js';

/** Phases, each in the closed `[fromUs, toUs]`, ascending, from 0 up to the window's length. */
export interface Span {
  readonly fromUs: number;
  readonly toUs: number;
}

/** The phases that none of these rules out, ascending. */
export function allowedBy(ruledOut: readonly RuledOut[], windowUs: number): readonly Span[] {
  if (ruledOut.some((one) => one.toUs - one.fromUs + 1 >= windowUs)) return [];
  const gone = ruledOut.flatMap((one) => pieces(one, windowUs)).sort((a, b) => a.fromUs - b.fromUs);
  const left: Span[] = [];
  let fromUs = 0;
  for (const one of gone) {
    if (one.fromUs > fromUs) left.push({ fromUs, toUs: one.fromUs - 1 });
    fromUs = Math.max(fromUs, one.toUs + 1);
  }
  if (fromUs < windowUs) left.push({ fromUs, toUs: windowUs - 1 });
  return left;
}

function pieces({ fromUs, toUs }: RuledOut, windowUs: number): readonly Span[] {
  const startUs = ((fromUs % windowUs) + windowUs) % windowUs;
  const endUs = startUs + (toUs - fromUs);
  if (endUs < windowUs) return [{ fromUs: startUs, toUs: endUs }];
  return [
    { fromUs: startUs, toUs: windowUs - 1 },
    { fromUs: 0, toUs: endUs - windowUs },
  ];
}

/** The same or more phases in at most so many spans: the smallest gaps are filled. */
export function coarsened(spans: readonly Span[], most: number): readonly Span[] {
  if (spans.length <= most) return spans;
  const gaps = spans.slice(1).map((span, index) => ({ index, us: span.fromUs - spans[index].toUs }));
  gaps.sort((a, b) => b.us - a.us || a.index - b.index);
  const kept = gaps
    .slice(0, most - 1)
    .map(({ index }) => index)
    .sort((a, b) => a - b);
  const cuts = [-1, ...kept, spans.length - 1];
  return cuts.slice(1).map((to, at) => ({ fromUs: spans[cuts[at] + 1].fromUs, toUs: spans[to].toUs }));
}

/** The instants in a range at which windows may begin. */
export function beginsIn(
  spans: readonly Span[],
  windowUs: number,
  fromUs: number,
  toUs: number,
): readonly Span[] {
  const begins: Span[] = [];
  for (const span of spans) {
    for (
      let shiftUs = Math.ceil((fromUs - span.toUs) / windowUs) * windowUs;
      span.fromUs + shiftUs <= toUs;
      shiftUs += windowUs
    )
      begins.push({
        fromUs: Math.max(fromUs, span.fromUs + shiftUs),
        toUs: Math.min(toUs, span.toUs + shiftUs),
      });
  }
  return begins;
}
