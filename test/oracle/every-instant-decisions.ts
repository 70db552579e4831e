import type { Attempt, Model } from '../../src/models/model.js';

/** What a model decides, with small whole numbers for states and attempts; asks the model once only. */
export interface Decisions {
  readonly fresh: number;
  attemptId(attempt: Attempt): number;
  /** Twice the next state, and one more if the attempt is accepted. */
  decide(state: number, attempt: number, atUs: number): number;
  /** What was kept under a name, or is worked out now. */
  kept(name: string, make: () => readonly number[]): readonly number[];
  /** Takes note of a number; false if the same number was noted since the last `forget`. */
  isNew(code: number): boolean;
  forget(): void;
}

/** No instant of a test is outside of these, or it gets decisions of its own. */
const usual = { fromUs: -64, untilUs: 64 } as const;

/** Most numbers that can be noted. */
const codesMost = 2 ** 26;

const byModel = new WeakMap<Model, Decisions>();

/** The decisions of a model; kept as long as somebody has the model, which is pure. */
export function decisionsOf(model: Model, fromUs: number, untilUs: number): Decisions {
  if (fromUs < usual.fromUs || untilUs > usual.untilUs) return decisions(model, fromUs, untilUs);
  const known = byModel.get(model) ?? decisions(model, usual.fromUs, usual.untilUs);
  byModel.set(model, known);
  return known;
}

function decisions(model: Model, fromUs: number, untilUs: number): Decisions {
  const states: unknown[] = [];
  const stateIds = new Map<string, number>();
  const attempts: Attempt[] = [];
  const attemptIds = new Map<string, number>();
  const answers: Int32Array[][] = [];
  const lists = new Map<string, readonly number[]>();
  const stateId = (state: unknown): number =>
    idOf(stateIds, JSON.stringify(state), () => {
      answers.push([]);
      return states.push(state) - 1;
    });
  const ask = (state: number, attempt: number, atUs: number): number => {
    const { accepts, next } = model.decide(states[state], attempts[attempt], atUs);
    return stateId(next) * 2 + (accepts ? 1 : 0);
  };
  return {
    fresh: stateId(model.init()),
    attemptId: (attempt) => idOf(attemptIds, JSON.stringify(attempt), () => attempts.push(attempt) - 1),
    decide(state, attempt, atUs) {
      const row = (answers[state][attempt] ??= new Int32Array(untilUs - fromUs + 1).fill(-1));
      const at = atUs - fromUs;
      return row[at] >= 0 ? row[at] : (row[at] = ask(state, attempt, atUs));
    },
    kept(name, make) {
      const list = lists.get(name) ?? make();
      lists.set(name, list);
      return list;
    },
    ...notes(),
  };
}

/** A set of small whole numbers that is emptied by counting up. */
function notes(): Pick<Decisions, 'isNew' | 'forget'> {
  let notedIn = new Int32Array(4096);
  let time = 1;
  return {
    isNew(code) {
      if (code >= codesMost) throw new RangeError('too many actions or states to try every order');
      if (code >= notedIn.length) {
        const longer = new Int32Array(Math.max(code + 1, 2 * notedIn.length));
        longer.set(notedIn);
        notedIn = longer;
      }
      if (notedIn[code] === time) return false;
      notedIn[code] = time;
      return true;
    },
    forget: () => void time++,
  };
}

function idOf(ids: Map<string, number>, text: string, make: () => number): number {
  const known = ids.get(text);
  if (known !== undefined) return known;
  const id = make();
  ids.set(text, id);
  return id;
}
