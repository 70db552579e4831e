/** Two times in one unit, rounded outwards to two digits of what is between them. */
export interface RoundedTimes {
  readonly least: number;
  readonly most: number;
  readonly unit: 'ms' | 's';
  /** Digits behind the point. */
  readonly digits: number;
}

/** Microseconds as people read them: what is said is never narrower than what is known. */
export function roundedTimes(leastUs: number, mostUs: number): RoundedTimes {
  const unit = unitOf(mostUs);
  const digits = digitsOf(leastUs, mostUs, unit.us);
  return {
    least: roundedDown(leastUs / unit.us, digits),
    most: roundedUp(mostUs / unit.us, digits),
    unit: unit.name,
    digits,
  };
}

/** Milliseconds or seconds: the unit of times that go up to this one. */
export function unitOf(us: number): { readonly us: number; readonly name: 'ms' | 's' } {
  return us >= 10_000_000 ? { us: 1_000_000, name: 's' } : { us: 1000, name: 'ms' };
}

/** So many that the distance of the two still shows two digits. */
function digitsOf(least: number, most: number, unitUs: number): number {
  const apart = (most - least) / unitUs;
  for (let digits = 0; digits < 3; digits++) if (apart * 10 ** digits >= 10) return digits;
  return 3;
}

export function roundedUp(value: number, digits: number): number {
  return Math.ceil(scaled(value, digits)) / 10 ** digits;
}

function roundedDown(value: number, digits: number): number {
  return Math.floor(scaled(value, digits)) / 10 ** digits;
}

/** What is whole but for the last bits of a fraction stays so. */
function scaled(value: number, digits: number): number {
  return Number((value * 10 ** digits).toFixed(6));
}
