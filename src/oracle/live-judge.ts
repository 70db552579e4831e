import type { HistoryEvent, KeyField } from '../history/action.js';
import type { OutcomeKind } from '../history/outcome.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Attempt, Model } from '../models/model.js';
import { KeyStream, type Finding } from './contention/interval-recursion/key-stream.js';
import type { Rules } from './contention/interval-recursion/course.js';
import { rulesOf } from './contention/interval-recursion/rules.js';
import { SearchStream } from './contention/searched/search-stream.js';
import type { Search, World } from './contention/search.js';
import { searchOf } from './contention/searches.js';
import { endOf, seenOf, wideningOf, type Widening } from './contention/windows.js';
import type { LiveVerdict } from './verdict.js';

/** Which key an action is on: the fields the model counts on, as texts. */
export type LiveKey = Readonly<Partial<Record<KeyField, string>>>;

/** An action whose outcome is final: answered, or the run is over. */
export type LiveAction = LiveKey & {
  readonly sentAtUs: number;
  /** `null`: the server may still act. */
  readonly settledAtUs: number | null;
  readonly outcome: OutcomeKind;
  /** 1 unless told. */
  readonly cost?: number;
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
  /** Needed where answers can go astray: from then on nothing on that connection is believed. */
  event(event: HistoryEvent): void;
  /** What is known so far. Never taken back, and never more than the final verdict knows. */
  verdict(): LiveVerdict;
}

/** Makes a live judge for a model. Decides from pairs of windows, as the final verdict does at least. */
export function liveJudge(model: Model, assumptions: Assumptions): LiveJudge {
  return new PairJudge(model, assumptions);
}

/** Judges one key from its windows. */
interface Stream {
  push(id: number, startUs: number, endUs: number, kind: number, action: LiveAction): void;
  passed(untilUs: number): void;
  /** Looks at what was put off, if anything is. */
  look?(): void;
}

interface LiveOne {
  readonly stream: Stream;
  /** When those in flight were sent, in order of sending. */
  readonly inFlight: number[];
}

class PairJudge implements LiveJudge {
  readonly #per: readonly KeyField[];
  readonly #assumptions: Assumptions;
  readonly #widening: Widening;
  readonly #streamOf: () => Stream;
  readonly #keys = new Map<string, LiveOne>();
  readonly #untrusted = new Set<string>();
  readonly #counts = { decided: 0, correct: 0, undecidable: 0, violations: 0 };
  /** Whether sends are told, and with them what may still turn up. */
  #told = false;
  #nextId = 0;

  constructor(model: Model, assumptions: Assumptions) {
    this.#per = model.per;
    this.#assumptions = assumptions;
    this.#widening = wideningOf(assumptions, true);
    this.#streamOf = streamsFor(model, assumptions, (finding) => this.#take(finding));
  }

  sent(action: LiveKey & { readonly sentAtUs: number }): void {
    this.#told = true;
    const { stream, inFlight } = this.#one(action);
    stream.passed(nextSendUs(inFlight, action.sentAtUs) - this.#widening.beforeUs);
    inFlight.push(action.sentAtUs);
  }

  settled(action: LiveAction): void {
    if (action.outcome === 'dropped') return;
    const isAstray = action.connection !== undefined && this.#untrusted.has(action.connection);
    const outcome = isAstray ? 'unknown' : action.outcome;
    const settledAtUs = isAstray ? null : action.settledAtUs;
    const { sentAtUs } = action;
    const { stream, inFlight } = this.#one(action);
    const { beforeUs, afterUs } = this.#widening;
    const kind = seenOf[outcome];
    const endUs = endOf(kind, sentAtUs, settledAtUs ?? Infinity, this.#assumptions.horizonUs) + afterUs;
    stream.push(this.#nextId++, sentAtUs - beforeUs, endUs, kind, action);
    leave(inFlight, sentAtUs);
    if (!this.#told) return;
    // Sends are rounded down and answers up, so that a later send may seem one microsecond earlier.
    const nowUs = outcome === 'unknown' ? sentAtUs : Math.max(sentAtUs, (settledAtUs ?? sentAtUs) - 1);
    stream.passed(nextSendUs(inFlight, nowUs) - beforeUs);
  }

  event(event: HistoryEvent): void {
    if (event.kind === 'connection-untrusted') this.#untrusted.add(event.connection);
  }

  verdict(): LiveVerdict {
    for (const { stream } of this.#keys.values()) stream.look?.();
    return { ...this.#counts };
  }

  #one(action: LiveKey): LiveOne {
    const text = keyTextOf(this.#per, action);
    const known = this.#keys.get(text);
    if (known !== undefined) return known;
    const made = { stream: this.#streamOf(), inFlight: [] };
    this.#keys.set(text, made);
    return made;
  }

  #take(finding: Finding): void {
    const counts = this.#counts;
    if (finding === 'near-edge') return;
    if (finding === 'undecidable') counts.undecidable++;
    else counts.decided++;
    if (finding === 'true-accept' || finding === 'true-reject') counts.correct++;
    if (finding === 'false-accept' || finding === 'false-reject') counts.violations++;
  }
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

/** Makes the stream of a key of a model, again for each key. */
function streamsFor(model: Model, assumptions: Assumptions, take: (finding: Finding) => void): () => Stream {
  const { driver } = model;
  if (driver.kind === 'interval-recursion') {
    const rules = liveRules(driver.everyUs, assumptions);
    return () => new KeyStream(rules, assumptions.minMarginUs, take);
  }
  const attempts = new Map<number, Attempt>();
  const search = liveSearch({
    model,
    assumptions,
    attemptAt: (id) => attempts.get(id) ?? anyAttempt,
    reasonAt: () => undefined,
  });
  const forget = (id: number): void => void attempts.delete(id);
  return () => {
    const stream = new SearchStream(search, assumptions, take, forget);
    const push: Stream['push'] = (id, startUs, endUs, kind, action) => {
      attempts.set(id, attemptOf(action));
      stream.push(id, startUs, endUs, kind);
    };
    return { push, passed: (untilUs) => stream.passed(untilUs), look: () => stream.look() };
  };
}

const anyAttempt: Attempt = { user: '', resource: '', action: 'act', cost: 1 };

function attemptOf({ user = '', resource = '', action = 'act', cost = 1 }: LiveAction): Attempt {
  return { user, resource, action, cost };
}

/**
 * What can be said while a run goes on: nothing of compositions, and nothing where state may be lost
 * with the process, since only the end of a run shows when that was.
 */
function liveSearch(world: World): Search {
  const isSilent = world.model.driver.kind === 'composed' || world.assumptions.state === 'perProcess';
  return isSilent ? { forgetsAfterUs: 0, explain: () => 'unknown', must: () => null } : searchOf(world);
}

/**
 * Where state is lost with the process, only the end of a run shows when that was; until then no two
 * accepts are held against each other.
 */
function liveRules(everyUs: number, assumptions: Assumptions): Rules {
  const rules = rulesOf(everyUs, assumptions, []);
  if (assumptions.state === 'durable') return rules;
  return { ...rules, gaps: { ...rules.gaps, acceptUs: 0 } };
}
