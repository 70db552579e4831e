/** Microseconds as seconds, to the millisecond and no zeros behind: `0.69 s`, `12 s`, `0.0004 s`. */
export function secondsText(us: number): string {
  return `${decimal(us >= 1000 ? Math.round(us / 1000) * 1000 : us, 6)} s`;
}

/** Microseconds as milliseconds, exact: `20 ms`, `0.25 ms`. */
export function msText(us: number): string {
  return `${decimal(us, 3)} ms`;
}

/** Microseconds as milliseconds, rounded to so many digits, but never above the millisecond: `225 ms`, `1.67 ms`. */
export function shortMsText(us: number, digits: 2 | 3): string {
  const most = digits === 2 ? 100 : 1000;
  let grain = 1;
  while (grain < 1000 && us / grain >= most) grain *= 10;
  return msText(Math.round(us / grain) * grain);
}

/** An integer divided by a power of ten, written exactly and without zeros behind. */
function decimal(value: number, digits: number): string {
  const text = String(value).padStart(digits + 1, '0');
  const whole = text.slice(0, -digits);
  const fraction = text.slice(-digits).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

/** `1 lane`, `3 lanes`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
