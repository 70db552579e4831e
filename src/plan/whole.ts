/** @throws RangeError naming the value when it is no integer of at least `least`. */
export function wholeFrom(least: number, name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new RangeError(`${name} must be an integer of at least ${least}, not ${value}`);
  }
}
