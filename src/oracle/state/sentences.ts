import { boundText } from '../duration-text.js';
import { plainText } from '../sentences/words.js';
import type { KeyChanges } from './changes.js';
import type { StateSpec } from './contract.js';
import { isLoss, isUntouched, type Misfit } from './numbers.js';

const many = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;
const was = (count: number): string => (count === 1 ? 'was' : 'were');

/** Which number cannot be: with how many accepted actions it was held against, and how far it is off. */
export function numberSentence(spec: StateSpec, changes: KeyChanges, misfit: Misfit): string {
  const says = `${plainText(spec.name)} ${plainText(changes.key)} says ${misfit.said.value}`;
  if (isUntouched(changes))
    return `${says}, and nothing that was done may change it: it must be ${misfit.least}.`;
  const unit = unitOf(changes);
  if (unit === null || misfit.offBy === 0) return `${says}${beforeText(spec, misfit)}; ${rangeText(misfit)}.`;
  const gap = misfit.offBy / Math.abs(unit);
  const much = Number.isInteger(gap) ? gap : misfit.offBy;
  const after = afterText(spec, misfit);
  if (isLoss(changes, misfit)) return `${says}${after}; ${much} ${much === 1 ? 'is' : 'are'} lost.`;
  return `${says}${after}; ${much} ${much === 1 ? 'is' : 'are'} too many${refusedText(changes, misfit, unit)}.`;
}

/** What every change of a key adds; `null` where they differ. */
function unitOf({ changes, refused }: KeyChanges): number | null {
  const sizes = new Set([...changes, ...refused].map(({ by }) => by).filter((by) => by !== 0));
  const [size] = sizes;
  return sizes.size === 1 && size !== undefined ? size : null;
}

function afterText({ start }: StateSpec, { sure, perhaps, before, said }: Misfit): string {
  const more = perhaps === 0 ? '' : ` and ${perhaps} more may have been`;
  const accepted = `${many(sure, 'action')} ${was(sure)} accepted${more}`;
  if (before !== null) return ` ${agoText(before, said)} it said ${before.value}, and ${accepted} in between`;
  return start === null || start === 0
    ? ` after ${accepted}`
    : ` after ${accepted}, from ${start} at the start`;
}

function beforeText({ start }: StateSpec, { before, said }: Misfit): string {
  if (before !== null) return ` ${agoText(before, said)} it said ${before.value}`;
  return start === null ? '' : `, from ${start} at the start`;
}

/** The look itself took a while: no more than that is claimed. */
function agoText(before: Misfit['said'], said: Misfit['said']): string {
  const us = said.reading.atUs - before.reading.askedAtUs;
  return `at most ${boundText(us, 'up', 2 * us + 1)} after`;
}

function rangeText({ least, most, sure, perhaps }: Misfit): string {
  const changes = `what was accepted (${many(sure, 'change')}${perhaps === 0 ? '' : `, ${perhaps} more perhaps`})`;
  return least === most ? `${changes} makes it ${least}` : `${changes} makes it ${least} to ${most}`;
}

/** The usual cause, where the number is exactly what it would come to. */
function refusedText({ refused }: KeyChanges, misfit: Misfit, unit: number): string {
  const { said, before, least, most } = misfit;
  const fromUs = before === null ? -Infinity : before.reading.atUs;
  const seen = refused.filter(
    ({ fromUs: sentUs, untilUs }) => sentUs > fromUs && untilUs <= said.reading.askedAtUs,
  ).length;
  if (seen === 0) return '';
  const counted = seen * unit;
  if (said.value < least + counted || said.value > most + counted) return '';
  const them = seen === 1 ? 'the one that was refused' : `the ${seen} that were refused`;
  return `, as if ${them} had counted too`;
}

/** A member that cannot be there, or cannot be missing, and why. */
export function memberSentence(
  { name }: StateSpec,
  { key, changes, refused }: KeyChanges,
  member: string,
  found: 'missing' | 'there',
): string {
  const who = plainText(member);
  const of = `${plainText(name)} ${plainText(key)}`;
  const cameIn = changes.filter(({ by }) => by > 0).length;
  if (found === 'missing') {
    const left = changes.some(({ by }) => by < 0) ? ', and did not leave after that' : '';
    return `${of} does not have ${who}, who was accepted${left}.`;
  }
  if (cameIn > 0) return `${of} still has ${who}, whose leaving was accepted.`;
  const tried = refused.filter(({ by }) => by > 0).length;
  if (tried === 0) return `${of} has ${who}, who never asked to be in.`;
  const times = tried === 1 ? 'the only request was refused' : `all ${tried} requests were refused`;
  return `${of} has ${who}, although ${times}: a refusal created it.`;
}

export function twiceSentence({ name }: StateSpec, key: string, member: string, count: number): string {
  const times = count === 2 ? 'twice' : `${count} times`;
  return `${plainText(name)} ${plainText(key)} has ${plainText(member)} ${times}; each is in at most once.`;
}
