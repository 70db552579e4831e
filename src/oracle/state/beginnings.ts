import type { Assumptions } from '../../models/assumptions.js';
import { plainText } from '../sentences/words.js';
import { boundsSinceStart } from './bounds.js';
import type { KeyChanges } from './changes.js';
import type { StateSpec } from './contract.js';
import { listsSaid, membershipOf } from './members.js';
import { numbersSaid } from './numbers.js';
import type { Reading } from './readings.js';

/** Whether `start` is what every key began with: a server that was used before went on from there. */
export function isStartBelieved(
  { isStartSure }: StateSpec,
  { initial }: Pick<Assumptions, 'initial'>,
): boolean {
  return isStartSure ?? initial === 'fresh';
}

/**
 * Where keys did not begin as `start` says, seen by what was read first: one sentence for all of them, or none.
 *
 * @param fromUs what was read until then has been forgotten since.
 */
export function beginningNotes(
  spec: StateSpec,
  keys: readonly KeyChanges[],
  readings: readonly Reading[],
  fromUs: number,
): readonly string[] {
  const [first] = readings;
  if (spec.start === null || first === undefined || first.askedAtUs <= fromUs) return [];
  const isBeginning = ({ changes }: KeyChanges): boolean =>
    !changes.some(({ isSure, untilUs }) => isSure && untilUs <= first.askedAtUs);
  const said = keys.filter(isBeginning).flatMap((changes) => {
    const text = spec.kind === 'number' ? numberBegan(spec, changes, first) : membersBegan(changes, first);
    return text === null ? [] : [`${plainText(spec.name)} ${plainText(changes.key)} ${text}`];
  });
  const [one] = said;
  if (one === undefined) return [];
  const more = said.length - 1;
  const likewise = more === 0 ? '' : ` (likewise ${more} more ${more === 1 ? 'key' : 'keys'})`;
  return [`${one}${likewise}: the server was used before; counted from there`];
}

function numberBegan(spec: StateSpec, changes: KeyChanges, first: Reading): string | null {
  const { start } = spec;
  const [said] = numbersSaid(spec, changes.key, [first]);
  if (start === null || said === undefined) return null;
  const since = boundsSinceStart(changes.changes, first);
  if (since.fits(said.value - start)) return null;
  const [least, most] = [said.value - since.most, said.value - since.least];
  return `began at ${least === most ? least : `${least} to ${most}`}, not at ${start}`;
}

function membersBegan({ key, changes }: KeyChanges, first: Reading): string | null {
  const [listed] = listsSaid(key, [first]);
  if (listed === undefined) return null;
  const before = [...listed.counts.keys()].filter((member) => {
    const own = changes.filter((change) => change.member === member);
    return !membershipOf(own, first, true).mayBeIn;
  }).length;
  return before === 0 ? null : `began with ${before} in it, not with nobody`;
}
