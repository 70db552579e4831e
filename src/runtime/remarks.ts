import type { HistoryEvent } from '../history/action.js';
import type { Answer } from '../history/outcome.js';

/** What is said of messages that became nobody's outcome: each kind once, however many there are. */
export class Remarks {
  readonly #nowUs: () => number;
  readonly #emit: (event: HistoryEvent) => void;
  #saidUnreadable = false;
  #strays = 0;
  #strayAt = '';
  #untrusted = 0;
  #untrustedWhy = '';

  constructor(nowUs: () => number, emit: (event: HistoryEvent) => void) {
    this.#nowUs = nowUs;
    this.#emit = emit;
  }

  /** An answer names no action that waits for one: it is counted, and told at the end. */
  stray(connection: string): void {
    if (this.#strays === 0) this.#strayAt = connection;
    this.#strays++;
  }

  /** A server that speaks another language than the scenario thinks answers nothing. */
  unreadable(connection: string, answer: Answer): void {
    if (this.#saidUnreadable) return;
    this.#saidUnreadable = true;
    const why = answer.kind === 'accepted' ? 'it carries no id' : (answer.reason ?? 'it carries no id');
    this.#note(`a message on ${connection} could not be read as an answer: ${why}`);
  }

  /** The answers of a connection cannot be told apart, from its first one on. */
  untrusted(connection: string, why: string): void {
    const reason = `answers carry no id, and ${why}`;
    this.#emit({ kind: 'connection-untrusted', atUs: this.#atUs(), connection, reason });
    this.#untrusted++;
    this.#untrustedWhy = why;
  }

  finish(): void {
    if (this.#untrusted > 0) {
      const where = this.#untrusted === 1 ? 'one connection' : `${this.#untrusted} connections`;
      const why = `answers carry no id, and ${this.#untrustedWhy}`;
      this.#note(`what was answered on ${where} counts as unknown: ${why}`);
    }
    if (this.#strays === 0) return;
    const many = this.#strays === 1 ? 'an answer named' : `${this.#strays} answers named`;
    this.#note(
      `${many} no action that waits for one (the first on ${this.#strayAt}): repeated, or not ours; ignored`,
    );
  }

  #note(text: string): void {
    this.#emit({ kind: 'note', atUs: this.#atUs(), text });
  }

  #atUs(): number {
    return Math.ceil(this.#nowUs());
  }
}
