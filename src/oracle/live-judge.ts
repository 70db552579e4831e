import type { HistoryEvent, KeyField } from '../history/action.js';
import type { OutcomeKind } from '../history/outcome.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Model } from '../models/model.js';
import { keyStream, type Finding, type KeyStream } from './contention/key-stream.js';
import { merged, type Span } from './contention/restarts.js';
import { rulesOf } from './contention/rules.js';
import { wideningOf, windowOf } from './contention/windows.js';
import type { LiveVerdict } from './verdict.js';

/** Which key an action is on: the fields the model counts on, as texts. */
export type LiveKey = Readonly<Partial<Record<KeyField, string>>>;

/** An action whose outcome is final: answered, or the run is over. */
export type LiveAction = LiveKey & {
  readonly sentAtUs: number;
  /** `null`: the server may still act. */
  readonly settledAtUs: number | null;
  readonly outcome: OutcomeKind;
};

/** Judges a run while it goes on. Holds what is in flight and a few numbers per key. */
export interface LiveJudge {
  /**
   * An action has left; to be told in order of sending. Without this, an accept is never known to
   * have been due and a reject never known to be wrong, since another action may still turn up.
   */
  sent(action: LiveKey & { readonly sentAtUs: number }): void;
  /** An action is final; to be told in order of settling. Not for actions that never left. */
  settled(action: LiveAction): void;
  /** Needed where the limiter's state is lost with its process. */
  event(event: HistoryEvent): void;
  /** What is known so far. Never taken back, and never more than the final verdict knows. */
  verdict(): LiveVerdict;
}

interface LiveOne {
  readonly stream: KeyStream;
  /** When those in flight were sent, in order of sending. */
  readonly inFlight: number[];
}

/** Makes a live judge for a model. Decides from pairs of windows, as the final verdict does at least. */
export function liveJudge(model: Model, assumptions: Assumptions): LiveJudge {
  const widening = wideningOf(assumptions, true);
  const restarts = liveRestarts(assumptions, widening.beforeUs, widening.afterUs);
  const rules = {
    ...rulesOf(model.driver.everyUs, assumptions, []),
    get restarts() {
      return restarts.spans();
    },
  };
  const keys = new Map<string, LiveOne>();
  const counts = { decided: 0, correct: 0, undecidable: 0, violations: 0 };
  const take = (finding: Finding): void => {
    if (finding === 'near-edge') return;
    if (finding === 'undecidable') counts.undecidable++;
    else counts.decided++;
    if (finding === 'true-accept' || finding === 'true-reject') counts.correct++;
    if (finding === 'false-accept' || finding === 'false-reject') counts.violations++;
  };
  const one = (action: LiveKey): LiveOne => {
    const text = keyTextOf(model.per, action);
    const known = keys.get(text);
    if (known !== undefined) return known;
    const made = { stream: keyStream(rules, assumptions.minMarginUs, take), inFlight: [] };
    keys.set(text, made);
    return made;
  };
  let told = false;
  let nextId = 0;
  return {
    sent(action) {
      told = true;
      const { stream, inFlight } = one(action);
      stream.passed(nextSendUs(inFlight, action.sentAtUs) - widening.beforeUs);
      inFlight.push(action.sentAtUs);
    },
    settled(action) {
      const { sentAtUs, settledAtUs, outcome } = action;
      if (outcome === 'dropped') return;
      const { stream, inFlight } = one(action);
      restarts.answered(action.connection, sentAtUs, outcome);
      const window = windowOf(sentAtUs, settledAtUs, outcome, widening, assumptions.horizonUs);
      stream.push(nextId++, window.startUs, window.endUs, window.seen);
      leave(inFlight, sentAtUs);
      // Sends are rounded down and answers up, so that a later send may seem one microsecond earlier.
      const nowUs = outcome === 'unknown' ? sentAtUs : Math.max(sentAtUs, (settledAtUs ?? sentAtUs) - 1);
      if (told) stream.passed(nextSendUs(inFlight, nowUs) - widening.beforeUs);
    },
    event: (event) => restarts.event(event),
    verdict: () => ({ ...counts }),
  };
}

function leave(inFlight: number[], sentAtUs: number): void {
  const index = inFlight.indexOf(sentAtUs);
  if (index === 0) inFlight.shift();
  else if (index > 0) inFlight.splice(index, 1);
}

/** Before when nothing can turn up on a key any more: the first one in flight, or any send from now on. */
function nextSendUs(inFlight: readonly number[], nowUs: number): number {
  return inFlight.length > 0 ? inFlight[0] : nowUs;
}

function keyTextOf(per: readonly KeyField[], action: LiveKey): string {
  if (per.length === 1) return action[per[0]] ?? '\0';
  return JSON.stringify(per.map((field) => action[field] ?? null));
}

/** As the final verdict, but every loss of a connection may have been a restart. */
function liveRestarts({ state }: Assumptions, beforeUs: number, afterUs: number) {
  let spans: readonly Span[] = [];
  const aliveUs = new Map<string, number>();
  const add = (fromUs: number, toUs: number): void => {
    spans = merged([...spans, { fromUs: fromUs - beforeUs, toUs: toUs + afterUs }]);
  };
  return {
    spans: () => spans,
    answered(connection: string | undefined, sentAtUs: number, outcome: OutcomeKind): void {
      if (state === 'durable' || connection === undefined || outcome === 'unknown') return;
      aliveUs.set(connection, Math.max(aliveUs.get(connection) ?? -Infinity, sentAtUs));
    },
    event(event: HistoryEvent): void {
      if (state === 'durable') return;
      if (event.kind === 'server-restarted') add(event.atUs, event.atUs);
      else if (event.kind === 'connection-opened') aliveUs.set(event.connection, event.atUs);
      else if (event.kind === 'connection-lost') {
        add(Math.min(event.atUs, aliveUs.get(event.connection) ?? event.atUs), event.atUs);
        aliveUs.delete(event.connection);
      }
    },
  };
}
