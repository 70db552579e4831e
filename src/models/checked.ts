import { keyFields, type KeyField } from '../history/action.js';

/** Refuses a key that names an unknown field, or one twice. @throws RangeError */
export function checkedFields(per: readonly KeyField[]): readonly KeyField[] {
  if (!Array.isArray(per))
    throw new RangeError(`per is a list of fields, e.g. ['user'], not ${JSON.stringify(per)}`);
  const unknown = per.find((field) => !keyFields.includes(field));
  if (unknown !== undefined) throw new RangeError(`a limit cannot be counted per '${unknown}'`);
  if (new Set(per).size < per.length) throw new RangeError(`'${per.join('+')}' names a field twice`);
  return [...per];
}

/** Refuses a duration that is no whole number of microseconds, at least 1. @throws RangeError */
export function checkedUs(us: number, what: string): number {
  if (!Number.isSafeInteger(us) || us < 1)
    throw new RangeError(`${what} must last a whole number of microseconds, at least 1, not ${us}`);
  return us;
}

/** Refuses a count that is no whole number, at least 1. @throws RangeError */
export function checkedCount(count: number, what: string): number {
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`${what} must be a whole number, at least 1, not ${count}`);
  return count;
}

/** Whom a limit counts together: "per user and resource". */
export function perText(per: readonly KeyField[]): string {
  return per.length === 0 ? 'for all together' : `per ${per.join(' and ')}`;
}

/** A duration in the unit it is usually said in. */
export function durationText(us: number): string {
  if (us < 1000) return `${us} us`;
  return us < 10_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`;
}
