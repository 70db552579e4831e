/** How time becomes width. All lengths are pixels. */
export interface Scale {
  /** Where the time of an instant is drawn, to a tenth of a pixel. */
  readonly x: (atUs: number) => number;
  readonly width: (lengthUs: number) => number;
  readonly right: number;
  /** Instants with a line of their own. */
  readonly ticksUs: readonly number[];
}

/** A span of the limit is drawn this wide, where that is possible. */
const shadowPx = 56;
const leastPx = 640;
const mostPx = 6000;
const tickPx = 90;

/** The time from 0 to `untilUs`, wide enough to tell actions a limit apart, and no wider than a person scrolls. */
export function scaleOf(untilUs: number, shadowUs: number, left: number): Scale {
  const wanted = shadowUs > 0 ? (untilUs * shadowPx) / shadowUs : leastPx;
  const inner = Math.min(mostPx, Math.max(leastPx, wanted));
  const perUs = inner / Math.max(1, untilUs);
  return {
    x: (atUs) => tenth(left + atUs * perUs),
    width: (lengthUs) => tenth(lengthUs * perUs),
    right: Math.ceil(left + inner),
    ticksUs: ticksOf(untilUs, niceUs(tickPx / perUs)),
  };
}

function tenth(px: number): number {
  return Math.round(px * 10) / 10;
}

/** The least of 1, 2, 5, 10, 20, 50, ... that is enough. */
function niceUs(leastUs: number): number {
  let decade = 1;
  while (decade * 10 <= leastUs) decade *= 10;
  return decade * ([1, 2, 5].find((factor) => factor * decade >= leastUs) ?? 10);
}

function ticksOf(untilUs: number, everyUs: number): number[] {
  return Array.from({ length: Math.floor(untilUs / everyUs) + 1 }, (_, index) => index * everyUs);
}
