import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import type { Claim, DecisionClaim, GivenUp, KeyFields, OriginClaim, UnseenClaim } from './claims.js';
import { advance, courseOf, keyText, Wrong, type Course } from './course.js';
import { readingsOf, withOrigin, type Readings } from './readings.js';
import { isAlone, type Testimony, type Witness } from './testimony.js';

/** Where claims are held against what the history says, one after the other. */
export interface Hearing {
  readonly model: Model;
  readonly assumptions: Assumptions;
  readonly readings: Readings;
  /** All that was sent. */
  readonly byId: Map<string | number, Testimony>;
  /** When the first window of each key begins. */
  readonly firstUs: Map<string, number>;
  readonly courses: Map<string, Course>;
  readonly claimed: Set<string | number>;
  readonly without: Map<string, GivenUp>;
}

/** Hears a history. */
export function hearingOf(
  model: Model,
  assumptions: Assumptions,
  readings: Readings,
  witness: Witness,
  rows: number,
): Hearing {
  const byId = new Map<string | number, Testimony>();
  const firstUs = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const testimony = witness(row);
    if (testimony === null) continue;
    byId.set(testimony.id, testimony);
    const key = JSON.stringify(testimony.key);
    firstUs.set(key, Math.min(firstUs.get(key) ?? Infinity, testimony.startUs));
  }
  const nothing = { courses: new Map(), claimed: new Set<string | number>(), without: new Map() };
  return { model, assumptions, readings, byId, firstUs, ...nothing };
}

/** Hears a claim. @throws Wrong */
export function hear(hearing: Hearing, claim: Claim): void {
  switch (claim.kind) {
    case 'decision':
      return hearDecision(hearing, claim);
    case 'unseen':
      return hearUnseen(hearing, claim);
    case 'origin':
      return hearOrigin(hearing, claim);
    case 'without':
      return hearGivenUp(hearing, claim);
  }
}

/** The first action that nothing was claimed of, on a key that was not given up; `null`: there is none. */
export function unclaimed({ byId, claimed, without }: Hearing): Testimony | null {
  for (const testimony of byId.values())
    if (!claimed.has(testimony.id) && !without.has(JSON.stringify(testimony.key))) return testimony;
  return null;
}

function hearDecision(hearing: Hearing, claim: DecisionClaim): void {
  const { byId, claimed, assumptions } = hearing;
  const { id, decidedAtUs: atUs, decision, by } = claim;
  const who = `action ${JSON.stringify(id)}`;
  const testimony = byId.get(id);
  if (testimony === undefined) throw new Wrong(`${who} was never sent in this history`);
  if (claimed.has(id)) throw new Wrong(`${who} has two lines`);
  claimed.add(id);
  const { answer, startUs, endUs, attempt, key } = testimony;
  const course = courseAt(hearing, key);
  if (answer !== 'unknown' && decision !== answer)
    throw new Wrong(`${who} was answered with ${answer}, not ${decision ?? 'never run'} as is claimed`);
  if ((atUs === null) !== (decision === null))
    throw new Wrong(`${who} needs both an instant and a decision, or neither`);
  if (atUs === null) return;
  if (!(startUs <= atUs && atUs <= endUs))
    throw new Wrong(`${who} cannot be decided at ${atUs} us: its window is ${startUs} to ${endUs} us`);
  if (answer === 'reject' && !isAlone(assumptions)) return;
  advance(course, { who, attempt, atUs, answer: decision, by });
}

function hearUnseen(hearing: Hearing, { key, unseenAtUs, attempt }: UnseenClaim): void {
  const { assumptions, firstUs } = hearing;
  const course = courseAt(hearing, key);
  const isPast =
    assumptions.initial === 'unknown' && unseenAtUs <= (firstUs.get(JSON.stringify(key)) ?? -Infinity);
  if (!isPast && isAlone(assumptions))
    throw new Wrong(`nobody unseen can have tried ${keyText(key)} at ${unseenAtUs} us`);
  const whole: Attempt = { user: '', resource: '', action: 'act', cost: 1, ...attempt };
  const who = `the unseen attempt on ${keyText(key)}`;
  advance(course, { who, attempt: whole, atUs: unseenAtUs, answer: null, by: undefined });
}

function hearOrigin(hearing: Hearing, { key, originUs }: OriginClaim): void {
  const { model, assumptions } = hearing;
  const course = courseAt(hearing, key);
  if (model.driver.kind !== 'phases' || model.driver.originUs !== null)
    throw new Wrong(`the model leaves ${keyText(key)} no origin to choose`);
  if (course.atUs !== -Infinity) throw new Wrong(`the origin of ${keyText(key)} comes after decisions`);
  if (!Number.isSafeInteger(originUs)) throw new Wrong(`the origin ${originUs} is no whole microsecond`);
  const readings = readingsOf(withOrigin(model, originUs), assumptions);
  Object.assign(course, courseOf(readings));
}

function hearGivenUp({ courses, firstUs, without }: Hearing, claim: GivenUp): void {
  const key = JSON.stringify(claim.key);
  if (!firstUs.has(key)) throw new Wrong(`there is no ${keyText(claim.key)} in the history`);
  if (courses.has(key))
    throw new Wrong(`${keyText(claim.key)} is given up after something was claimed of it`);
  without.set(key, claim);
}

function courseAt({ courses, readings, firstUs, without }: Hearing, key: KeyFields): Course {
  const text = JSON.stringify(key);
  const known = courses.get(text);
  if (known !== undefined) return known;
  if (without.has(text)) throw new Wrong(`${keyText(key)} was given up, but something is claimed of it`);
  if (!firstUs.has(text)) throw new Wrong(`there is no ${keyText(key)} in the history`);
  const course = courseOf(readings);
  courses.set(text, course);
  return course;
}
