/**
 * Whole numbers as a text of letters: five bits a letter, the lowest first, a sixth that says that more follow; the
 * lowest bit of all is the sign. It is how source maps are written (base 64 variable length quantities), here for
 * numbers up to 2^52 and without commas.
 */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const base = 32;

/** Numbers between -2^52 and 2^52; others throw a RangeError. */
export function packedNumbers(values: readonly number[]): string {
  return values.map(packedNumber).join('');
}

function packedNumber(value: number): string {
  if (!Number.isInteger(value) || Math.abs(value) > 2 ** 52) {
    throw new RangeError(`only whole numbers up to 2^52 can be packed, not ${value}`);
  }
  // Beyond 32 bits there are no shifts.
  let rest = value < 0 ? -value * 2 + 1 : value * 2;
  let text = '';
  while (rest >= base) {
    text += letters[base + (rest % base)];
    rest = Math.floor(rest / base);
  }
  return text + letters[rest];
}

/** What `packedNumbers` made of `count` numbers. */
export function unpackedNumbers(text: string, count: number): Float64Array {
  const values = new Float64Array(count);
  let at = 0;
  for (let row = 0; row < count; row++) {
    let value = 0;
    let scale = 1;
    let digit = base;
    while (digit >= base) {
      digit = digitOf(text.charCodeAt(at++));
      value += (digit % base) * scale;
      scale *= base;
    }
    values[row] = value % 2 === 0 ? value / 2 : -(value - 1) / 2;
  }
  return values;
}

const digits = Uint8Array.from({ length: 128 }, (_, code) =>
  Math.max(0, letters.indexOf(String.fromCharCode(code))),
);

/** A text that ends too early reads as zeros. */
const digitOf = (code: number): number => digits[code] ?? 0;
