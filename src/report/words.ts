/**
 * Numbers as people read them. Plain arithmetic and no locale: the same on every machine.
 */

/** `1 action`, `2 actions`, `12,000 actions`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

/** Whole numbers with a comma between thousands. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/gu, ',');
}

/** Microseconds in the unit that fits: `250 us`, `3.2 ms`, `612 ms`, `1.25 s`, `2 min 5 s`. */
export function durationText(us: number): string {
  if (us < 0) return `-${durationText(-us)}`;
  if (us < 1000) return `${trimmed(us, 0)} us`;
  if (us < 9_950) return `${trimmed(us / 1000, 2)} ms`;
  if (us < 99_950) return `${trimmed(us / 1000, 1)} ms`;
  if (us < 999_500) return `${trimmed(us / 1000, 0)} ms`;
  const seconds = us / 1_000_000;
  if (seconds < 59.995) return `${trimmed(seconds, 2)} s`;
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
}

/**
 * A share between 0 and 1. Never rounds to 1, to 0 or to the share it is compared with when it is
 * not that: `0.9999`, not `1`, with one fault in 10,000.
 */
export function shareText(share: number, comparedWith = 1): string {
  for (let digits = 2; digits <= 9; digits++) {
    const text = share.toFixed(digits);
    const honest = [0, 1, comparedWith].every((mark) => (Number(text) === mark) === (share === mark));
    if (honest) return trimZeros(text);
  }
  return String(share);
}

function trimmed(value: number, digits: number): string {
  return trimZeros(value.toFixed(digits));
}

/** A decimal fraction without zeros that say nothing. */
export function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/u, '') : text;
}
