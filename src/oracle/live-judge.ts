import type { HistoryEvent, KeyField } from '../history/action.js';
import type { OutcomeKind } from '../history/outcome.js';
import type { Assumptions } from '../models/assumptions.js';
import type { Attempt, Model } from '../models/model.js';
import type { Finding } from './contention/finding.js';
import { inFlight } from './contention/in-flight.js';
import { liveCooldown } from './contention/interval-recursion/live-cooldown.js';
import { keyNumbers } from './contention/key-numbers.js';
import { SearchStream } from './contention/searched/search-stream.js';
import type { Search, World } from './contention/search.js';
import { searchOf } from './contention/searches.js';
import { endOf, seen, seenOf, wideningOf, type Widening } from './contention/windows.js';
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

/**
 * What is proven against the server while the run goes on; the final verdict proves it too. Of a cooldown this very
 * answer is wrong. Of all else the answers of its key have no explanation (`no-explanation`), which shows with this
 * one: only the end of a run tells which of them is to blame, so that a key is accused once.
 */
export interface LiveAccusation<Told extends LiveAction = LiveAction> {
  readonly kind: 'false-accept' | 'false-reject' | 'no-explanation';
  /** As `settled` was told of it. */
  readonly action: Told;
}

/** Told of each accusation as it is made. */
export type Accused<Told extends LiveAction = LiveAction> = (accusation: LiveAccusation<Told>) => void;

/** Judges a run while it goes on. Holds what is in flight and a few numbers per key. */
export interface LiveJudge<Told extends LiveAction = LiveAction> {
  /**
   * An action has left; to be told in order of sending. Without this, an accept is never known to
   * have been due and a reject never known to be wrong, since another action may still turn up.
   */
  sent(action: LiveKey & { readonly sentAtUs: number }): void;
  /** An action is final; to be told in order of settling. Not for actions that never left. */
  settled(action: Told): void;
  /** Needed where answers can go astray: from then on nothing on that connection is believed. */
  event(event: HistoryEvent): void;
  /**
   * What is known so far. Never taken back, and never more than the final verdict knows; but that one
   * may know less where a key's attempts turn out to cost differently, or a clock may drift.
   */
  verdict(): LiveVerdict;
}

/** Makes a live judge for a model. Decides from windows alone, as the final verdict does at least. */
export function liveJudge<Told extends LiveAction = LiveAction>(
  model: Model,
  assumptions: Assumptions,
  accused: Accused<Told> = () => undefined,
): LiveJudge<Told> {
  const { driver } = model;
  if (driver.kind === 'interval-recursion') return liveCooldown(model, driver.everyUs, assumptions, accused);
  return new SearchedJudge(model, assumptions, accused);
}

/** The live judge of everything but a plain cooldown: a search for all keys, and a stream for each. */
class SearchedJudge<Told extends LiveAction> implements LiveJudge<Told> {
  readonly #assumptions: Assumptions;
  readonly #widening: Widening;
  readonly #keyOf: (action: LiveKey) => number;
  readonly #search: Search;
  readonly #streams: SearchStream[] = [];
  readonly #inFlight = inFlight();
  readonly #untrusted = new Set<string>();
  readonly #attempts = new Map<number, Attempt>();
  readonly #counts = { decided: 0, correct: 0, undecidable: 0, violations: 0 };
  readonly #accused: Accused<Told>;
  /** Where windows begin by a clock that may drift, only the end of a run shows what that clock was. */
  readonly #accuses: boolean;
  readonly #wrongKeys = new Set<number>();
  /** Answers that nothing has been found of yet. */
  readonly #waiting = new Map<number, Told>();
  /** Of most models only the cost of an attempt counts, which mostly is 1. */
  readonly #keepsAttempts: boolean;
  /** Whether sends are told, and with them what may still turn up. */
  #told = false;
  #nextId = 0;

  constructor(model: Model, assumptions: Assumptions, accused: Accused<Told>) {
    this.#assumptions = assumptions;
    this.#accused = accused;
    this.#accuses = model.driver.kind !== 'phases' || assumptions.driftPpm === 0;
    this.#widening = wideningOf(assumptions, true);
    this.#keyOf = keyNumbers(model.per);
    this.#keepsAttempts = model.driver.kind === 'bounded';
    const attemptAt = (id: number): Attempt => this.#attempts.get(id) ?? anyAttempt;
    const costAt = (id: number): number => attemptAt(id).cost;
    this.#search = liveSearch({ model, assumptions, attemptAt, costAt, reasonAt: () => undefined });
  }

  sent(action: LiveKey & { readonly sentAtUs: number }): void {
    this.#told = true;
    const { sentAtUs } = action;
    const key = this.#keyOf(action);
    this.#streamOf(key).passed(this.#inFlight.firstUs(key, sentAtUs) - this.#widening.beforeUs);
    this.#inFlight.sent(key, sentAtUs);
  }

  settled(action: Told): void {
    if (action.outcome === 'dropped') return;
    const { sentAtUs, connection } = action;
    const isAstray = connection !== undefined && this.#untrusted.has(connection);
    const outcome = isAstray ? 'unknown' : action.outcome;
    const settledAtUs = isAstray ? null : action.settledAtUs;
    const { beforeUs, afterUs } = this.#widening;
    const kind = seenOf(outcome);
    const endUs = endOf(kind, sentAtUs, settledAtUs ?? Infinity, this.#assumptions.horizonUs) + afterUs;
    const key = this.#keyOf(action);
    const stream = this.#streamOf(key);
    const id = this.#nextId++;
    if (this.#keepsAttempts || (action.cost ?? 1) !== 1) this.#attempts.set(id, attemptOf(action));
    if (kind !== seen.unknown) this.#waiting.set(id, action);
    stream.push(id, sentAtUs - beforeUs, endUs, kind);
    if (!this.#told) return;
    this.#inFlight.settled(key, sentAtUs);
    // Sends are rounded down and answers up, so that a later send may seem one microsecond earlier.
    const nowUs = outcome === 'unknown' ? sentAtUs : Math.max(sentAtUs, (settledAtUs ?? sentAtUs) - 1);
    stream.passed(this.#inFlight.firstUs(key, nowUs) - beforeUs);
  }

  event(event: HistoryEvent): void {
    if (event.kind === 'connection-untrusted') this.#untrusted.add(event.connection);
  }

  verdict(): LiveVerdict {
    for (const stream of this.#streams) stream.look();
    return { ...this.#counts };
  }

  #streamOf(key: number): SearchStream {
    for (let next = this.#streams.length; next <= key; next++)
      this.#streams.push(
        new SearchStream(
          this.#search,
          this.#assumptions,
          (finding, id) => this.#take(finding, id, next),
          (id) => void this.#attempts.delete(id),
        ),
      );
    return this.#streams[key];
  }

  #take(finding: Finding, id: number, key: number): void {
    const counts = this.#counts;
    const action = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (finding === 'near-edge') return;
    if (finding === 'undecidable') counts.undecidable++;
    else counts.decided++;
    if (finding === 'true-accept' || finding === 'true-reject') counts.correct++;
    const isWrong = finding === 'false-accept' || finding === 'false-reject';
    if (!isWrong || !this.#accuses || this.#wrongKeys.has(key)) return;
    this.#wrongKeys.add(key);
    counts.violations++;
    if (action !== undefined) this.#accused({ kind: 'no-explanation', action });
  }
}

const anyAttempt: Attempt = { user: '', resource: '', action: 'act', cost: 1 };

function attemptOf({ user = '', resource = '', action = 'act', cost = 1 }: LiveAction): Attempt {
  return { user, resource, action, cost };
}

/**
 * What can be said while a run goes on: nothing of compositions, and nothing where only the end of a run
 * shows what matters: when state was lost with the process, or when the windows of a clock begin.
 */
function liveSearch(world: World): Search {
  const { driver } = world.model;
  const isBlind = driver.kind === 'phases' && driver.originUs === null;
  const isSilent = driver.kind === 'composed' || isBlind || world.assumptions.state === 'perProcess';
  return isSilent ? { forgetsAfterUs: 0, explain: () => 'unknown', must: () => null } : searchOf(world);
}
