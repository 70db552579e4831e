import type { Action } from '../../src/history/action.js';
import {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  once,
  slidingLog,
  tokenBucket,
} from '../../src/models/index.js';
import { keyTextOf, type AllOfState } from '../../src/models/all-of.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { judge } from '../../src/oracle/judge.js';
import { judgements, type Judgement, type Verdict } from '../../src/oracle/verdict.js';
import { randomOf, type Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { isExplainable, type Tried } from './every-instant.js';
import { historyOf } from './small.js';

const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];

/** Pairs of limits with tiny numbers, by what they are. */
export const pairs: Readonly<Record<string, (random: Random) => readonly Model[]>> = {
  'two cooldowns': (random) => [
    cooldown({ per: ['user'], everyUs: 3 + random.below(6) }),
    cooldown({ per: ['resource'], everyUs: 3 + random.below(6) }),
  ],
  'bucket and cooldown': (random) => [
    tokenBucket({ per: ['user'], capacity: 1 + random.below(3), refillEveryUs: 2 + random.below(4) }),
    cooldown({ per: ['resource'], everyUs: 3 + random.below(6) }),
  ],
  'capacity and once': (random) => [
    capacity({ per: ['resource'], limit: 1 + random.below(3) }),
    once({ per: ['user', 'resource'] }),
  ],
  'window and concurrency': (random) => [
    fixedWindow({ per: ['user'], limit: 1 + random.below(2), windowUs: 3 + random.below(6) }),
    concurrency({ per: ['resource'], limit: 1 + random.below(2) }),
  ],
  'log and restarting cooldown': (random) => [
    slidingLog({ per: ['user'], limit: 1 + random.below(2), windowUs: 3 + random.below(6) }),
    cooldown({ per: ['resource'], everyUs: 3 + random.below(5), restartOnReject: true }),
  ],
};

/** One drawn history of several limits. */
export interface ComposedRun {
  readonly rules: readonly Model[];
  readonly actions: readonly Action[];
}

/** Draws a history: half of them what the limits themselves answered, often with one answer turned round. */
export function composedRun(random: Random, rules: readonly Model[], actionsMost: number): ComposedRun {
  const count = 1 + random.below(actionsMost);
  const span = 2 + random.below(20);
  const width = pick(random, [1, 2, 5, 10]);
  const unknowns = pick(random, [0, 0, 20]);
  const reasons = pick(random, ['none', 'none', 'honest', 'any'] as const);
  const kinds = rules.some(({ name }) => name === 'concurrency')
    ? ['acquire', 'acquire', 'release']
    : ['act'];
  const windows = Array.from({ length: count }, (_, id) => {
    const sentAtUs = random.below(span);
    const settledAtUs = sentAtUs + random.below(width);
    const attempt = {
      user: `u${random.below(2)}`,
      resource: `r${random.below(2)}`,
      action: pick(random, kinds),
    };
    return { ...attempt, id, step: 0, intendedAtUs: sentAtUs, sentAtUs, settledAtUs };
  });
  const answers = random.below(3) > 0 ? played(random, rules, windows) : null;
  const turned = random.below(2) === 0 ? random.below(count) : -1;
  const actions = windows.map((window, index): Action => {
    if (random.below(100) < unknowns)
      return { ...window, outcome: 'unknown', ...(random.below(3) === 0 ? { settledAtUs: null } : {}) };
    const told = answers?.[index] ?? { accepts: random.below(2) === 0, rule: random.below(rules.length) };
    const accepts = told.accepts !== (index === turned);
    if (accepts) return { ...window, outcome: 'accepted' };
    const rule = reasons === 'any' && random.below(2) === 0 ? random.below(rules.length) : told.rule;
    const reason = reasons === 'none' || random.below(6) === 0 ? {} : { reason: reasonOf(rules, rule) };
    return { ...window, outcome: 'rejected', ...reason };
  });
  return { rules, actions };
}

const reasonOf = (rules: readonly Model[], rule: number): string =>
  `Per ${rules[rule].name}, ${rules[rule].per.join('+')}`.replace('Per ', '');

interface Played {
  readonly accepts: boolean;
  readonly rule: number;
}

function played(
  random: Random,
  rules: readonly Model[],
  windows: readonly Omit<Action, 'outcome'>[],
): Played[] {
  const model = allOf(rules);
  const instants = windows.map(({ sentAtUs, settledAtUs }, index) => {
    const fromUs = sentAtUs ?? 0;
    return { index, atUs: fromUs + random.below((settledAtUs ?? fromUs) - fromUs + 1) };
  });
  instants.sort((a, b) => a.atUs - b.atUs || a.index - b.index);
  const answers: Played[] = [];
  let state = model.init();
  for (const { index, atUs } of instants) {
    const attempt = attemptOf(windows[index]);
    const refusing = rules.findIndex((_, rule) => !decidedBy(rules, rule, state, attempt, atUs));
    const { accepts, next } = model.decide(state, attempt, atUs);
    answers[index] = { accepts, rule: Math.max(0, refusing) };
    state = next;
  }
  return answers;
}

const attemptOf = ({ user, resource, action = 'act' }: Omit<Action, 'outcome'>): Attempt => ({
  user,
  resource,
  action,
  cost: 1,
});

function decidedBy(
  rules: readonly Model[],
  rule: number,
  state: AllOfState,
  attempt: Attempt,
  atUs: number,
): boolean {
  const own = state[rule][keyTextOf(rules[rule], attempt)] ?? rules[rule].init();
  return rules[rule].decide(own, attempt, atUs).accepts;
}

/** The limits as one, for the brute force: a refusal in the name of a limit that would have accepted is none. */
function honest(rules: readonly Model[]): Model<AllOfState> {
  const model = allOf(rules);
  return {
    ...model,
    decide(state, attempt: Attempt & { readonly told?: number }, atUs) {
      const decision = model.decide(state, attempt, atUs);
      const { told } = attempt;
      if (decision.accepts || told === undefined) return decision;
      return { accepts: decidedBy(rules, told, state, attempt, atUs), next: decision.next };
    },
  };
}

/** What the brute force tries; an action whose answer is turned or forgotten says no reason. */
export function triedOf({ rules, actions }: ComposedRun): readonly Tried[] {
  const ruleOf = new Map(rules.map((_, rule) => [reasonOf(rules, rule), rule]));
  const heard = new Set(
    actions.flatMap(({ outcome, reason }) =>
      outcome === 'rejected' && reason !== undefined ? [reason] : [],
    ),
  );
  return actions.map((action): Tried => {
    const { sentAtUs, settledAtUs, outcome, reason } = action;
    const told = heard.size > 1 && outcome === 'rejected' ? ruleOf.get(reason ?? '') : undefined;
    return {
      startUs: sentAtUs ?? 0,
      endUs: settledAtUs ?? Infinity,
      answer: outcome === 'accepted' ? 'accept' : outcome === 'rejected' ? 'reject' : 'unknown',
      attempt: { ...attemptOf(action), ...(told === undefined ? {} : { told }) },
    };
  });
}

const plainly = ({ attempt, ...tried }: Tried, answer: Tried['answer']): Tried => {
  const { told: _, ...rest }: Partial<Attempt> & { readonly told?: number } = attempt ?? {};
  return { ...tried, answer, attempt: rest };
};

/** What a comparison saw. */
export interface SeenRuns {
  valid: number;
  invalid: number;
  unknown: number;
  /** Histories the brute force explains or not, where the judge did not know. */
  unknownValid: number;
  decided: number;
  wrongReasons: number;
  cores: number;
  /** Actions that could have been decided, of those with an answer. */
  missed: number;
}

export const nothingSeen = (): SeenRuns => ({
  valid: 0,
  invalid: 0,
  unknown: 0,
  unknownValid: 0,
  decided: 0,
  wrongReasons: 0,
  cores: 0,
  missed: 0,
});

/** Judges a run and compares what is said of it with the brute force. Throws on the first difference. */
export function compareComposed(run: ComposedRun, counts: SeenRuns): Verdict {
  const history = historyOf({ actions: run.actions, events: [] });
  const verdict = judge(allOf(run.rules), history, exactly);
  // Rows are in order of sending.
  const rowOf = new Map(Array.from({ length: history.length }, (_, row) => [history.actionAt(row).id, row]));
  const tried = [...triedOf(run)];
  const inRows: Tried[] = [];
  run.actions.forEach(({ id }, index) => (inRows[rowOf.get(id) ?? -1] = tried[index]));
  const model = honest(run.rules);
  const fails = (what: string): never => {
    throw new Error(`${what}: ${pasteable(run)}\n${JSON.stringify(verdict.violations, null, 1)}`);
  };
  const explainable = (actions: readonly Tried[]): boolean =>
    isExplainable({ model, actions, pastUntilUs: null });
  const isValid = explainable(inRows);
  counts[verdict.history]++;
  if (verdict.history === 'unknown' && isValid) counts.unknownValid++;
  if (verdict.history === 'valid' && !isValid) fails('called valid');
  if (verdict.history === 'invalid' && isValid) fails('called invalid');
  const names = Array.from(verdict.perAction, (code) => judgements[code]);
  names.forEach((name, row) => {
    if (inRows[row].answer === 'unknown' || !isValid) return;
    const wrong = inRows[row].answer === 'accept' ? 'reject' : 'accept';
    const isOnly = !explainable(inRows.map((one, index) => (index === row ? plainly(one, wrong) : one)));
    if (name === 'true-accept' || name === 'true-reject') {
      counts.decided++;
      if (!isOnly) fails(`row ${row} called ${name}`);
    } else if (name !== 'undecidable') fails(`row ${row} called ${name}`);
    else if (isOnly) counts.missed++;
  });
  const blamed = verdict.violations.map(({ rows }) => rows[rows.length - 1]);
  if (new Set(blamed).size < blamed.length) fails('blamed twice');
  for (const { kind, rows } of verdict.violations) {
    counts.cores++;
    if (kind === 'wrong-reason') counts.wrongReasons++;
    const core = inRows.map((one, row) => (rows.includes(row) ? one : plainly(one, 'unknown')));
    if (explainable(core)) fails(`${kind} of ${rows.join(' ')} is no proof`);
  }
  return verdict;
}

/** The run as code. */
export function pasteable({ rules, actions }: ComposedRun): string {
  const limits = rules.map(({ name, parameters }) => ({ name, parameters }));
  return `{ rules: ${JSON.stringify(limits)}.map(modelFrom), actions: ${JSON.stringify(actions)} }`;
}

/** Draws and compares a number of histories of a kind. */
export function compareDrawn(seed: string, kind: string, histories: number, actionsMost = 6): SeenRuns {
  const random = randomOf(seed, `composed ${kind}`);
  const counts = nothingSeen();
  for (let index = 0; index < histories; index++)
    compareComposed(composedRun(random, pairs[kind](random), actionsMost), counts);
  return counts;
}

export const judgementAt = (verdict: Verdict, row: number): Judgement => judgements[verdict.perAction[row]];
