import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Attempt, Model } from '../../models/model.js';
import { candidatesOf } from './candidates.js';
import { keyText } from './course.js';
import { readingsOf, withOrigin } from './readings.js';
import { forgetfulness, isAlone, witnessOf, type Testimony } from './testimony.js';
import { actionsMost, tryEverything, type Found } from './try-everything.js';

/** A few actions that are said to have no explanation. */
export interface Accusation {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  /** How much is tried, in steps; 2 million unless told. */
  readonly stepsMost?: number;
}

/** What trying everything came to. Sentences name the actions. */
export type CoreVerification =
  | { readonly kind: 'proven'; readonly actions: number }
  /** There is an explanation, and this is one. */
  | { readonly kind: 'explained'; readonly because: string }
  | { readonly kind: 'not-verifiable'; readonly because: string };

/**
 * Tries everything: no order and no instants explain the answers of at least one key. Knows the model
 * only by `init` and `decide`, and by what lengths of time it compares. For a handful of actions; says
 * so when there are too many.
 */
export function verifyCore({
  model,
  history,
  assumptions,
  stepsMost = 2_000_000,
}: Accusation): CoreVerification {
  const forgetful = forgetfulness(history, assumptions);
  if (forgetful !== null) return beyond(forgetful);
  const keys = keysOf(history, model, assumptions);
  if (keys.length === 0) return beyond('there is no action in it');
  let open: CoreVerification | null = null;
  let explanation: CoreVerification = beyond('there is no answer in it');
  for (const actions of keys) {
    const tried = tryKey({ model, assumptions, stepsMost }, actions);
    if (tried.kind === 'proven') return tried;
    if (tried.kind === 'not-verifiable') open = tried;
    else explanation = tried;
  }
  return open ?? explanation;
}

function keysOf(history: History, model: Model, assumptions: Assumptions): readonly (readonly Testimony[])[] {
  const witness = witnessOf(history, model, assumptions);
  const keys = new Map<string, Testimony[]>();
  for (let row = 0; row < history.length; row++) {
    const testimony = witness(row);
    if (testimony === null || (testimony.answer === 'reject' && !isAlone(assumptions))) continue;
    const key = JSON.stringify(testimony.key);
    const actions = keys.get(key);
    if (actions === undefined) keys.set(key, [testimony]);
    else actions.push(testimony);
  }
  return [...keys.values()];
}

type Terms = Required<Pick<Accusation, 'model' | 'assumptions' | 'stepsMost'>>;

function tryKey(terms: Terms, actions: readonly Testimony[]): CoreVerification {
  if (actions.length > actionsMost)
    return beyond(`${actions.length} actions are too many to try every order of them`);
  let isOpen = false;
  for (const readings of everyReading(terms, actions)) {
    if (readings === null)
      return beyond(`nobody can say what ${terms.model.describe} is with other durations`);
    const found = tryReadings(terms, readings, actions);
    if (found === 'gave-up') isOpen = true;
    else if (found !== 'none') return { kind: 'explained', because: wayText(actions, found) };
  }
  return isOpen
    ? beyond(`there are too many ways to order ${actions.length} actions on ${keyText(actions[0].key)}`)
    : { kind: 'proven', actions: actions.length };
}

/** Where nobody knows when a window by the clock begins, all beginnings that make a difference. */
function* everyReading(
  { model, assumptions }: Terms,
  actions: readonly Testimony[],
): Iterable<readonly Model[] | null> {
  const { driver } = model;
  if (driver.kind === 'composed' && driver.rules.some((rule) => isFloating(rule))) return yield null;
  if (driver.kind !== 'phases' || !isFloating(model)) return yield allOf(model, assumptions);
  const edges = actions.flatMap(({ startUs, endUs }) =>
    endUs === Infinity ? [startUs] : [startUs, endUs + 1],
  );
  const phases = new Set(edges.map((atUs) => ((atUs % driver.windowUs) + driver.windowUs) % driver.windowUs));
  for (const originUs of phases) yield allOf(withOrigin(model, originUs), assumptions);
}

/** Every reading of a model; `null` where the assumptions allow more than these. */
function allOf(model: Model, assumptions: Assumptions): readonly Model[] | null {
  const { declared, others, areAll } = readingsOf(model, assumptions);
  return areAll ? [declared, ...others.map((other) => other.model)] : null;
}

const isFloating = ({ driver }: Model): boolean => driver.kind === 'phases' && driver.originUs === null;

function tryReadings(
  { assumptions, stepsMost }: Terms,
  readings: readonly Model[],
  actions: readonly Testimony[],
): Found {
  const alone = isAlone(assumptions);
  const firstUs = Math.min(...actions.map(({ startUs }) => startUs));
  const lastUs = Math.max(
    ...actions.map(({ answer, startUs, endUs }) => (answer === 'unknown' ? startUs : endUs)),
  );
  const memoryUs = Math.max(...readings.map(({ recoveryUs }) => recoveryUs));
  const hasPast = !alone || assumptions.initial === 'unknown';
  const fromUs = hasPast && Number.isFinite(memoryUs) ? firstUs - 2 * memoryUs : firstUs;
  const unseenUntilUs = !alone ? Infinity : hasPast ? firstUs : -Infinity;
  const instants = candidatesOf({ readings, actions, fromUs, untilUs: lastUs, unseenUntilUs });
  if (instants === null) return 'gave-up';
  const unseen = hasPast ? unseenOf(actions, readings) : [];
  return tryEverything({ readings, actions, instants, unseenUntilUs, unseen }, stepsMost);
}

/** Those unseen may have been anybody: somebody who is seen as well, or somebody else. */
function unseenOf(actions: readonly Testimony[], readings: readonly Model[]): readonly Attempt[] {
  const isComposed = readings.some(({ driver }) => driver.kind === 'composed');
  const resources = isComposed ? actions.map(({ attempt }) => attempt.resource) : [];
  return distinct(['', ...actions.map(({ attempt }) => attempt.user)]).flatMap((user) =>
    distinct(['', ...resources]).flatMap((resource) =>
      distinct(['act', ...actions.map(({ attempt }) => attempt.action)]).map((action) => ({
        user,
        resource,
        action,
        cost: 1,
      })),
    ),
  );
}

const distinct = (texts: readonly string[]): readonly string[] => [...new Set(texts)];

function wayText(actions: readonly Testimony[], way: Exclude<Found, string>): string {
  const steps = way.map(({ action, atUs }) =>
    action < 0
      ? `somebody unseen at ${atUs} us`
      : `action ${JSON.stringify(actions[action].id)} at ${atUs} us`,
  );
  return `these answers have an explanation: ${steps.join(', then ') || 'nobody needs to have been decided'}`;
}

const beyond = (because: string): CoreVerification => ({ kind: 'not-verifiable', because });
