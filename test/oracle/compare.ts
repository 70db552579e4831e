import { defaultAssumptions, type Assumptions } from '../../src/models/assumptions.js';
import type { Attempt, Model } from '../../src/models/model.js';
import type { Question, Search, World } from '../../src/oracle/contention/search.js';
import { mustAnswers } from '../../src/oracle/contention/searched/must-answers.js';
import { seen } from '../../src/oracle/contention/windows.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { checkSurvey } from './survey-check.js';
import { attemptOf, isExplainable, type Tried, type TriedKey } from './every-instant.js';

/** Windows as they are, durations as they are: what the brute force takes for granted. */
export const exactly: Assumptions = {
  ...defaultAssumptions,
  tickUs: 0,
  driftPpm: 0,
  initial: 'fresh',
  minMarginUs: 0,
};

/** What a comparison saw, so that a test can tell that it tried something. */
export interface Seen {
  readonly histories: number;
  readonly valid: number;
  readonly invalid: number;
  /** Where the search gave up. */
  readonly unknown: number;
  /** How many answers were certain without a search; each was checked as well. */
  readonly musts: number;
  /** How many opposites a survey knew; each was checked as well. */
  readonly surveyed: number;
}

/** How a kind of keys is drawn. */
export interface Drawn {
  /** A model with tiny numbers. Name, parameters and driver say all about it. */
  model(random: Random): Model;
  search(world: World): Search;
  /** All that the model may stand for, where it leaves something open; left out: only itself. One that explains is enough. */
  readonly models?: ((model: Model) => readonly Model[]) | undefined;
  /** What is tried, besides the default attempt. */
  attempt?(random: Random): Partial<Attempt>;
  readonly actionsMost?: number;
  /** How long the starts of the actions are apart at most; 2 to 19 unless told. */
  readonly spansUs?: readonly [least: number, most: number];
  /** How wide windows may be, one kind for each history; left out: up to 20. */
  readonly widthsUs?: readonly number[];
  /** The share of histories with a past nobody saw, in percent; 30 unless told. */
  readonly pastPercent?: number;
  /** The share of histories where others act unseen, in percent; 0 unless told. */
  readonly othersPercent?: number;
}

/**
 * Compares a search with the brute force on drawn histories: half of them what the model itself
 * answered, often with one answer turned round, half of them anything. Throws on the first difference.
 */
export function compare(seed: string, histories: number, drawn: Drawn): Seen {
  const random = randomOf(seed, 'compare');
  const counts = { histories, valid: 0, invalid: 0, unknown: 0, musts: 0, surveyed: 0 };
  const kept = keptModels(drawn);
  for (let index = 0; index < histories; index++) {
    const key = drawnKey(random, kept);
    const search = searchOf(key, kept);
    const question = questionOf(key);
    const found = search.explain(question, { left: 1e6 });
    counts[found]++;
    const expected = isExplained(key, kept);
    if (found !== 'unknown' && (found === 'valid') !== expected)
      throw new Error(
        `${found}, but the brute force says ${expected ? 'valid' : 'invalid'}: ${pasteable(key)}`,
      );
    counts.musts += checkMusts(key, search, question, kept);
    counts.surveyed += surveyed(key, search, question, kept);
  }
  return counts;
}

/** The same kind of keys, but equal models are the same ones, so that they need not decide anything twice. */
export function keptModels(drawn: Drawn): Drawn {
  const models = new Map<string, Model>();
  const lists = new Map<Model, readonly Model[]>();
  const keep = (model: Model): Model => {
    const text = JSON.stringify([model.name, model.parameters, model.driver]);
    const known = models.get(text) ?? model;
    models.set(text, known);
    return known;
  };
  const keepAll = (model: Model): readonly Model[] => {
    const known = lists.get(model) ?? drawn.models?.(model).map(keep) ?? [model];
    lists.set(model, known);
    return known;
  };
  return { ...drawn, model: (random) => keep(drawn.model(random)), models: keepAll };
}

/** Compares one key: what a failing comparison prints goes in here. Returns what the search says. */
export function compareOne(
  key: TriedKey,
  search: (world: World) => Search,
  models?: Drawn['models'],
): string {
  const made = search(worldOf(key));
  const question = questionOf(key);
  checkMusts(key, made, question, { models });
  surveyed(key, made, question, { models });
  return made.explain(question, { left: 1e6 });
}

function isExplained(key: TriedKey, { models = (model) => [model] }: Pick<Drawn, 'models'>): boolean {
  return models(key.model).some((model) => isExplainable({ ...key, model }));
}

function checkMusts(key: TriedKey, search: Search, question: Question, drawn: Pick<Drawn, 'models'>): number {
  const inBulk = mustAnswers(search, question);
  let musts = 0;
  question.actions.forEach(({ row }, index) => {
    const must = search.must(question, index)?.answer ?? null;
    const answer = inBulk(index);
    if (must !== null && answer !== must)
      throw new Error(`action ${row} must be ${must}ed, in bulk it is ${answer}: ${pasteable(key)}`);
    if (answer === null) return;
    musts++;
    const wrong = answer === 'accept' ? 'reject' : 'accept';
    const actions = key.actions.map((one, at) => (at === row ? ({ ...one, answer: wrong } as const) : one));
    if (isExplained({ ...key, actions }, drawn))
      throw new Error(`action ${row} need not be ${answer}ed: ${pasteable(key)}`);
  });
  return musts;
}

function surveyed(key: TriedKey, search: Search, question: Question, drawn: Pick<Drawn, 'models'>): number {
  try {
    return checkSurvey(key, search, question, (other) => isExplained(other, drawn));
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}: ${pasteable(key)}`, {
      cause: error,
    });
  }
}

/** The key as a search is asked about it. Rows are indices of actions. */
export function questionOf({ actions, pastUntilUs, isAlone = true }: TriedKey): Question {
  const codes = { accept: seen.accept, reject: seen.reject, unknown: seen.unknown };
  const sightings = actions.map(({ startUs, endUs, answer }, row) => ({
    row,
    startUs,
    endUs,
    seen: codes[answer],
  }));
  sightings.sort(
    (a, b) => a.startUs - b.startUs || (a.endUs === b.endUs ? a.row - b.row : a.endUs - b.endUs),
  );
  return { actions: sightings, pastUntilUs, isAlone };
}

function worldOf({ model, actions }: TriedKey): World {
  return {
    model,
    assumptions: exactly,
    attemptAt: (row) => attemptOf(actions[row]),
    reasonAt: () => undefined,
  };
}

const searchOf = (key: TriedKey, drawn: Drawn): Search => drawn.search(worldOf(key));

/** A key as it is drawn. */
export function drawnKey(random: Random, drawn: Drawn): TriedKey {
  const { actionsMost = 7, pastPercent = 30, othersPercent = 0, widthsUs = [1, 3, 8, 20] } = drawn;
  const [least, most] = drawn.spansUs ?? [2, 19];
  const model = drawn.model(random);
  const isAlone = random.below(100) >= othersPercent;
  const shape = {
    count: 1 + random.below(actionsMost),
    span: least + random.below(most - least + 1),
    width: widthsUs[random.below(widthsUs.length)],
    unknowns: [0, 0, 15, 40][random.below(4)],
    accepts: [30, 50, 80][random.below(3)],
  };
  const windows = Array.from({ length: shape.count }, () => {
    const startUs = random.below(shape.span);
    return { startUs, endUs: startUs + random.below(shape.width), attempt: drawn.attempt?.(random) ?? {} };
  });
  const answers = random.below(2) === 0 ? played(random, model, windows) : null;
  const actions = windows.map((window, index): Tried => {
    const isUnknown = random.below(100) < shape.unknowns;
    if (isUnknown)
      return { ...window, endUs: random.below(3) === 0 ? Infinity : window.endUs, answer: 'unknown' };
    return {
      ...window,
      answer: answers?.[index] ?? (random.below(100) < shape.accepts ? 'accept' : 'reject'),
    };
  });
  const known = isAlone ? actions : actions.filter(({ answer }) => answer !== 'reject');
  const firstUs = Math.min(...actions.map(({ startUs }) => startUs));
  const pastUntilUs = random.below(100) < pastPercent ? firstUs : null;
  return {
    model,
    actions: known.length > 0 ? known : [{ ...actions[0], answer: 'accept' }],
    pastUntilUs,
    isAlone,
  };
}

/** What the model answers at instants drawn from the windows, now and then with one answer turned round. */
function played(
  random: Random,
  model: Model,
  windows: readonly Omit<Tried, 'answer'>[],
): readonly Tried['answer'][] {
  const answers: Tried['answer'][] = [];
  const instants = windows.map(({ startUs, endUs }, index) => ({
    index,
    atUs: startUs + random.below(endUs - startUs + 1),
  }));
  instants.sort((a, b) => a.atUs - b.atUs || a.index - b.index);
  let state = model.init();
  for (const { index, atUs } of instants) {
    const { accepts, next } = model.decide(state, attemptOf({ ...windows[index], answer: 'accept' }), atUs);
    answers[index] = accepts ? 'accept' : 'reject';
    state = next;
  }
  if (random.below(2) === 0) {
    const turned = random.below(windows.length);
    answers[turned] = answers[turned] === 'accept' ? 'reject' : 'accept';
  }
  return answers;
}

/** The key as code that can be pasted into a test of `compareOne`. */
export function pasteable({ model, ...key }: TriedKey): string {
  const text = JSON.stringify(key, (_, value: unknown) => (value === Infinity ? 'Infinity' : value));
  const made = `modelFrom(${JSON.stringify({ name: model.name, parameters: model.parameters })})`;
  return `{ model: ${made}, ...${text.replaceAll('"Infinity"', 'Infinity')} }`;
}
