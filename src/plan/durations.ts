/** Microseconds as seconds, to the millisecond and no zeros behind: `0.69 s`, `12 s`, `0.0004 s`. */
export function secondsText(us: number): string {
  return `${decimal(us >= 1000 ? Math.round(us / 1000) * 1000 : us, 6)} s`;
}

/** Microseconds as milliseconds, exact: `20 ms`, `0.25 ms`. */
export function msText(us: number): string {
  return `${decimal(us, 3)} ms`;
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
