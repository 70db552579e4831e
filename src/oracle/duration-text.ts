/**
 * A duration that was measured, rounded so that the sentence it stands in stays true: `up` in "at
 * most", `down` in "at least". As coarse as it can be without reaching the limit it is compared with.
 */
export function boundText(us: number, round: 'up' | 'down', limitUs: number): string {
  const isLong = Math.max(us, limitUs) >= 10_000_000;
  const unitUs = isLong ? 1_000_000 : 1000;
  const least = us >= 100 * unitUs ? 0 : us >= 10 * unitUs ? 1 : 2;
  for (let digits = least; digits <= 6; digits++) {
    const scale = 10 ** digits;
    const scaled = (us * scale) / unitUs;
    const rounded = (round === 'up' ? Math.ceil(scaled) : Math.floor(scaled)) / scale;
    const crosses = round === 'up' ? rounded * unitUs >= limitUs : rounded * unitUs < limitUs;
    if (!crosses || digits === 6) return `${rounded} ${isLong ? 's' : 'ms'}`;
  }
  return durationText(us);
}

/** A duration as it was declared, exactly, in the unit `boundText` uses beside it. */
export function durationText(us: number): string {
  return us >= 10_000_000 ? `${us / 1_000_000} s` : `${us / 1000} ms`;
}
