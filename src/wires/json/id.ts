const digits = /^[1-9]\d{0,15}$/;

/** A request's id as an answer repeats it: a positive integer, or one as text. `undefined` for anything else. */
export function requestIdOf(value: unknown): number | undefined {
  const id = typeof value === 'string' && digits.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isSafeInteger(id) && id >= 1 ? id : undefined;
}
