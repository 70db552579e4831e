import type { Assumptions } from '../../../models/assumptions.js';
import type { Finding } from '../finding.js';
import type { Must, Question, Search, Sighting } from '../search.js';
import { mustAnswers } from './must-answers.js';
import { seen } from '../windows.js';
import { isContradicted } from './evidence.js';
import { relaxed, widened } from './parts.js';
import { inOrder } from '../order.js';

/** How many answers wait until they are looked at together. */
const waitingMost = 256;
/** How many actions of one key are kept where nothing is ever forgotten. */
const keptMost = 4096;

/** An action, and whether its answer has still to be looked at. */
interface Kept extends Sighting {
  isWaiting: boolean;
}

/** Told what was found about one answer, by the id it was pushed with. */
export type Found = (finding: Finding, id: number) => void;

/**
 * Judges the actions of one key while a run goes on, by what windows alone prove. Answers are looked
 * at some at a time, once nothing can turn up any more beside them. Keeps what may still matter.
 */
export class SearchStream {
  readonly #search: Search;
  readonly #isAlone: boolean;
  readonly #minMarginUs: number;
  readonly #forgotten: (id: number) => void;
  readonly #found: Found;
  /** In no order until they are looked at. */
  #kept: Kept[] = [];
  #waiting: Kept[] = [];
  readonly #startsUnknown: boolean;
  /** What ended before was dropped; `null`: nothing was. */
  #forgotUntilUs: number | null = null;
  #passedUs = -Infinity;
  /** With how many waiting they are looked at again: some may have to wait for long. */
  #lookAt = waitingMost;

  constructor(search: Search, assumptions: Assumptions, found: Found, forgotten: (id: number) => void) {
    const { exclusive, complete, initial, minMarginUs } = assumptions;
    this.#search = search;
    this.#isAlone = exclusive && complete;
    this.#minMarginUs = minMarginUs;
    this.#found = found;
    this.#forgotten = forgotten;
    this.#startsUnknown = initial === 'unknown' || !this.#isAlone;
  }

  /** An action settled. `id` has to be new. */
  push(id: number, startUs: number, endUs: number, kind: number): void {
    const sighting = { row: id, startUs, endUs, seen: kind, isWaiting: kind !== seen.unknown };
    if (kind === seen.reject && !this.#isAlone) return this.#found('undecidable', id);
    this.#kept.push(sighting);
    if (kind !== seen.unknown) this.#waiting.push(sighting);
  }

  /** All actions whose windows begin before `untilUs` have been pushed. */
  passed(untilUs: number): void {
    this.#passedUs = Math.max(this.#passedUs, untilUs);
    if (this.#waiting.length >= this.#lookAt) this.look();
  }

  /** Looks at every answer beside which nothing can turn up any more. */
  look(): void {
    const waiting = this.#waiting.filter(({ endUs }) => endUs >= this.#passedUs);
    this.#lookAt = waiting.length + waitingMost;
    if (waiting.length === this.#waiting.length) return;
    this.#waiting = waiting;
    // A question never changes once it was asked: searches remember what they found of it.
    const kept = this.#kept.toSorted(inOrder);
    this.#kept = kept;
    const pastUntilUs = this.#forgotUntilUs ?? (this.#startsUnknown ? kept[0].startUs : null);
    const question = { actions: kept, pastUntilUs, isAlone: this.#isAlone };
    const answerAt = mustAnswers(this.#search, question);
    const wrong = new Set<number>();
    for (let index = 0; index < kept.length; index++) {
      const one = kept[index];
      const isDue = one.isWaiting && one.endUs < this.#passedUs;
      if (!isDue) continue;
      one.isWaiting = false;
      if (this.#isWrong(question, index, answerAt(index))) wrong.add(one.row);
    }
    if (wrong.size > 0)
      this.#kept = question.actions.map((action) =>
        wrong.has(action.row) ? { ...relaxed(action), isWaiting: false } : action,
      );
    this.#forget();
  }

  /** Tells what is found of one answer. */
  #isWrong(question: Question, index: number, must: Must['answer'] | null): boolean {
    const { row, seen: kind } = question.actions[index];
    if (must === null) {
      this.#found('undecidable', row);
      return false;
    }
    const isRight = must === (kind === seen.accept ? 'accept' : 'reject');
    if (isRight) this.#found(kind === seen.accept ? 'true-accept' : 'true-reject', row);
    else if (this.#isNearEdge(question, row)) this.#found('near-edge', row);
    else this.#found(kind === seen.accept ? 'false-accept' : 'false-reject', row);
    return !isRight;
  }

  #isNearEdge(question: Question, row: number): boolean {
    return widened(question, this.#minMarginUs).some((wide) => {
      const index = wide.actions.findIndex((action) => action.row === row);
      return !isContradicted(this.#search, wide, index);
    });
  }

  /** Drops what is too old to matter to anything that may still come. */
  #forget(): void {
    const waitingUs = Math.min(this.#passedUs, ...this.#waiting.map(({ startUs }) => startUs));
    let fromUs = waitingUs - 2 * this.#search.forgetsAfterUs;
    if (this.#kept.length > keptMost)
      fromUs = Math.max(fromUs, this.#kept[this.#kept.length - keptMost].startUs);
    fromUs = Math.min(fromUs, waitingUs);
    if (!this.#kept.some(({ endUs }) => endUs < fromUs)) return;
    for (const { row, endUs } of this.#kept) if (endUs < fromUs) this.#forgotten(row);
    this.#kept = this.#kept.filter(({ endUs }) => endUs >= fromUs).map((action) => since(action, fromUs));
    this.#forgotUntilUs = fromUs;
  }
}

/** As far as it may have been decided before then, it belongs to the past. */
function since(action: Kept, fromUs: number): Kept {
  return action.startUs >= fromUs
    ? action
    : { ...action, seen: seen.unknown, startUs: fromUs, isWaiting: false };
}
