import type { HistoryEvent } from '../../../history/action.js';
import type { Assumptions } from '../../../models/assumptions.js';
import type { Model } from '../../../models/model.js';
import type { Accused, LiveAction, LiveJudge, LiveKey } from '../../live-judge.js';
import type { LiveVerdict } from '../../verdict.js';
import type { Finding } from '../finding.js';
import { keyNumbers } from '../key-numbers.js';
import { endOf, seen, seenOf, wideningOf, type Widening } from '../windows.js';
import type { Rules } from './course.js';
import { keyStreams, type KeyStreams } from './key-streams.js';
import { rulesOf } from './rules.js';

/**
 * The live judge of a plain cooldown: decides from pairs of windows. All keys share a few columns, so
 * that an action costs neither an object nor a text.
 * @param everyUs the length of the cooldown
 */
export function liveCooldown<Told extends LiveAction>(
  model: Model,
  everyUs: number,
  assumptions: Assumptions,
  accused: Accused<Told> = () => undefined,
): LiveJudge<Told> {
  return new LiveCooldown(model, everyUs, assumptions, accused);
}

class LiveCooldown<Told extends LiveAction> implements LiveJudge<Told> {
  readonly #horizonUs: number | null;
  readonly #widening: Widening;
  readonly #keyOf: (action: LiveKey) => number;
  readonly #streams: KeyStreams;
  readonly #untrusted = new Set<string>();
  readonly #counts = { decided: 0, correct: 0, undecidable: 0, violations: 0 };
  readonly #accused: Accused<Told>;
  /** Rejects that may still be explained: no other answer is accused later than it is told of. */
  readonly #waiting = new Map<number, Told>();
  /** Whether sends are told, and with them what may still turn up. */
  #told = false;
  #keys = 0;
  #nextId = 0;

  constructor(model: Model, everyUs: number, assumptions: Assumptions, accused: Accused<Told>) {
    this.#accused = accused;
    this.#horizonUs = assumptions.horizonUs;
    this.#widening = wideningOf(assumptions, true);
    this.#keyOf = keyNumbers(model.per);
    this.#streams = keyStreams(liveRules(everyUs, assumptions), assumptions.minMarginUs, (finding, id) =>
      this.#take(finding, id),
    );
  }

  sent(action: LiveKey & { readonly sentAtUs: number }): void {
    this.#told = true;
    const key = this.#key(action);
    const startUs = action.sentAtUs - this.#widening.beforeUs;
    this.#streams.sent(key, startUs);
    this.#streams.passed(key, this.#streams.firstUs(key, startUs));
  }

  settled(action: Told): void {
    if (action.outcome === 'dropped') return;
    const { sentAtUs, connection } = action;
    const isAstray = this.#untrusted.size > 0 && connection !== undefined && this.#untrusted.has(connection);
    const kind = isAstray ? seen.unknown : seenOf(action.outcome);
    const settledAtUs = isAstray ? Infinity : (action.settledAtUs ?? Infinity);
    const { beforeUs, afterUs } = this.#widening;
    const endUs = endOf(kind, sentAtUs, settledAtUs, this.#horizonUs) + afterUs;
    const key = this.#key(action);
    const id = this.#nextId++;
    if (kind !== seen.unknown) this.#waiting.set(id, action);
    this.#streams.push(key, id, sentAtUs - beforeUs, endUs, kind);
    if (kind === seen.accept) this.#waiting.delete(id);
    if (!this.#told) return;
    // Sends are rounded down and answers up, so that a later send may seem one microsecond earlier.
    const isAnswered = action.outcome !== 'unknown' && settledAtUs !== Infinity;
    const nowUs = isAnswered ? Math.max(sentAtUs, settledAtUs - 1) : sentAtUs;
    this.#streams.passed(key, this.#streams.firstUs(key, nowUs - beforeUs));
  }

  event(event: HistoryEvent): void {
    if (event.kind === 'connection-untrusted') this.#untrusted.add(event.connection);
  }

  verdict(): LiveVerdict {
    return { ...this.#counts };
  }

  #key(action: LiveKey): number {
    const key = this.#keyOf(action);
    while (this.#keys <= key) this.#keys = this.#streams.open() + 1;
    return key;
  }

  #take(finding: Finding, id: number): void {
    const counts = this.#counts;
    const action = this.#waiting.get(id);
    if (action !== undefined) this.#waiting.delete(id);
    if (finding === 'near-edge') return;
    if (finding === 'undecidable') counts.undecidable++;
    else counts.decided++;
    if (finding === 'true-accept' || finding === 'true-reject') counts.correct++;
    if (finding !== 'false-accept' && finding !== 'false-reject') return;
    counts.violations++;
    if (action !== undefined) this.#accused({ kind: finding, action });
  }
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
