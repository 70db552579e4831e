/** The exponent counts in steps of this: 2 to the power of minus 32. */
const bits = 32;

/**
 * `base` to the power of `exponent`, for a base of at least 1 and an exponent of at least 0, by
 * products and square roots alone: these are rounded alike on every machine, which nobody promises
 * of the power function of an engine. The whole part of the exponent by squaring, its fraction bit by bit.
 */
export function powerOf(base: number, exponent: number): number {
  let result = 1;
  let square = base;
  for (let whole = Math.floor(exponent); whole > 0; whole = Math.floor(whole / 2)) {
    if (whole % 2 === 1) result *= square;
    square *= square;
  }
  let root = base;
  let fraction = exponent - Math.floor(exponent);
  for (let bit = 0; bit < bits && fraction > 0; bit++) {
    root = Math.sqrt(root);
    fraction *= 2;
    if (fraction < 1) continue;
    result *= root;
    fraction -= 1;
  }
  return result;
}
