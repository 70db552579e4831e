import type { Action } from '../../src/history/action.js';
import { historyBuilder } from '../../src/history/columns.js';
import type { Assumptions } from '../../src/models/assumptions.js';
import {
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  once,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
  unlimited,
} from '../../src/models/index.js';
import type { Attempt, Model } from '../../src/models/model.js';
import { explainedOf, judge } from '../../src/oracle/judge.js';
import { judgements, type Verdict } from '../../src/oracle/verdict.js';
import type { Random } from '../../src/plan/random.js';
import { exactly } from './compare.js';
import { isExplainable, type Tried } from './every-instant.js';

/** Models with tiny numbers, and what is done to them. */
export interface Kind {
  model(random: Random): Model;
  attempt?(random: Random): Partial<Attempt>;
}

const per = ['resource'] as const;
const users = ['u0', 'u1', 'u2'];
const pick = <T>(random: Random, values: readonly T[]): T => values[random.below(values.length)];

/** Every model of one rule, by a name for tests. */
export const kinds: Readonly<Record<string, Kind>> = {
  cooldown: { model: (random) => cooldown({ per, everyUs: 2 + random.below(6) }) },
  restarting: { model: (random) => cooldown({ per, everyUs: 2 + random.below(6), restartOnReject: true }) },
  bucket: {
    model: (random) =>
      tokenBucket({ per, capacity: 1 + random.below(3), refillEveryUs: 2 + random.below(5) }),
  },
  log: { model: (random) => slidingLog({ per, limit: 1 + random.below(3), windowUs: 3 + random.below(8) }) },
  window: {
    model: (random) => fixedWindow({ per, limit: 1 + random.below(3), windowUs: 3 + random.below(8) }),
  },
  'window put off by accepts': {
    model: (random) =>
      fixedWindow({ per, limit: 1 + random.below(3), windowUs: 3 + random.below(6), refresh: 'accept' }),
  },
  'window put off by attempts': {
    model: (random) =>
      fixedWindow({ per, limit: 1 + random.below(3), windowUs: 3 + random.below(6), refresh: 'attempt' }),
  },
  'window by the clock': {
    model: (random) =>
      fixedWindow({
        per,
        limit: 1 + random.below(3),
        windowUs: 3 + random.below(6),
        anchor: 'epoch',
        originUs: random.below(6),
      }),
  },
  capacity: { model: (random) => capacity({ per, limit: 1 + random.below(3) }) },
  once: {
    model: () => once({ per: [...per, 'user'] }),
    attempt: (random) => ({ user: pick(random, users) }),
  },
  unlimited: { model: () => unlimited() },
  upsert: { model: () => once({ per, onRepeat: 'update' }) },
  lease: {
    model: (random) => lease({ per, ttlUs: 3 + random.below(8) }),
    attempt: (random) => ({
      user: pick(random, users),
      action: pick(random, ['acquire', 'acquire', 'renew', 'release']),
    }),
  },
  turns: {
    model: (random) => turns({ per, order: users.slice(0, 2), ...pick(random, [{}, { timeoutUs: 4 }]) }),
    attempt: (random) => ({ user: pick(random, users.slice(0, 2)) }),
  },
  concurrency: {
    model: (random) => concurrency({ per, limit: 1 + random.below(2) }),
    attempt: (random) => ({
      user: pick(random, users),
      action: pick(random, ['acquire', 'acquire', 'release']),
    }),
  },
  counter: {
    model: (random) =>
      slidingCounter({
        per,
        limit: 1 + random.below(3),
        windowUs: 4 + random.below(5),
        originUs: random.below(4),
      }),
  },
};

/** What a comparison saw. */
export interface Compared {
  runs: number;
  invalid: number;
  unknown: number;
  decided: number;
  violations: number;
}

/** Judges drawn runs on one key and compares everything the verdict says with the brute force. Throws on a difference. */
export function compareVerdicts(random: Random, kind: Kind, runs: number): Compared {
  const seen: Compared = { runs, invalid: 0, unknown: 0, decided: 0, violations: 0 };
  for (let run = 0; run < runs; run++) compareOne(random, kind, seen);
  return seen;
}

function compareOne(random: Random, kind: Kind, seen: Compared): void {
  const model = kind.model(random);
  const actions = drawn(random, model, kind);
  const initial = random.below(4) === 0 ? 'unknown' : 'fresh';
  const verdict = judged(model, actions, { ...exactly, initial });
  const firstUs = Math.min(...actions.map(({ startUs }) => startUs));
  const told = { model, pastUntilUs: initial === 'unknown' ? firstUs : null };
  const explained = (tried: readonly Tried[]): boolean =>
    keysOf(model, tried).every((own) => isExplainable({ ...told, actions: own }));
  const where = `${JSON.stringify({ name: model.name, parameters: model.parameters })} ${initial} ${JSON.stringify(actions)}`;
  const expected = explained(actions) ? 'valid' : 'invalid';
  if (verdict.history === 'unknown') seen.unknown++;
  else if (verdict.history !== expected) throw new Error(`${verdict.history}, not ${expected}: ${where}`);
  if (verdict.history === 'invalid') seen.invalid++;
  if (verdict.history === 'valid') {
    verdict.perAction.forEach((code, row) => {
      if (!judgements[code].startsWith('true')) return;
      seen.decided++;
      const answer = actions[row].answer === 'accept' ? 'reject' : 'accept';
      if (explained(actions.map((one, at) => (at === row ? { ...one, answer } : one))))
        throw new Error(`${row} is not the only right answer: ${where}`);
    });
  }
  if (verdict.history === 'invalid' && verdict.violations.length === 0)
    throw new Error(`no violation: ${where}`);
  for (const { kind: fault, rows, because } of verdict.violations) {
    seen.violations++;
    const core = actions.map((one, row): Tried => (rows.includes(row) ? one : { ...one, answer: 'unknown' }));
    if (explained(core)) throw new Error(`${fault} on ${rows.join()} is no proof (${because}): ${where}`);
  }
}

/** Actions of one key each, where the model counts on users. */
export function keysOf(model: Model, actions: readonly Tried[]): readonly (readonly Tried[])[] {
  if (!model.per.includes('user')) return [actions];
  const names = new Set(actions.map(({ attempt }) => attempt?.user));
  return [...names].map((name) => actions.filter(({ attempt }) => attempt?.user === name));
}

/** The actions of one run: what the model answered, now and then turned round. */
export function drawn(random: Random, model: Model, kind: Kind): readonly Tried[] {
  const span = 2 + random.below(24);
  const width = pick(random, [1, 3, 8]);
  const unknowns = pick(random, [0, 0, 20]);
  const windows = Array.from({ length: 1 + random.below(6) }, () => {
    const startUs = random.below(span);
    const attempt = { user: 'u0', resource: 'r', action: 'act', cost: 1, ...kind.attempt?.(random) };
    return { startUs, endUs: startUs + random.below(width), attempt };
  }).sort((a, b) => a.startUs - b.startUs);
  const instants = windows.map(({ startUs, endUs }, index) => ({
    index,
    atUs: startUs + random.below(endUs - startUs + 1),
  }));
  instants.sort((a, b) => a.atUs - b.atUs || a.index - b.index);
  const answers: Tried['answer'][] = [];
  const states = new Map<string, unknown>();
  for (const { index, atUs } of instants) {
    const key = model.per.includes('user') ? windows[index].attempt.user : '';
    const { accepts, next } = model.decide(states.get(key) ?? model.init(), windows[index].attempt, atUs);
    states.set(key, next);
    answers[index] = accepts === random.below(8) > 0 ? 'accept' : 'reject';
  }
  return windows.map((window, index) =>
    random.below(100) < unknowns
      ? { ...window, endUs: random.below(3) === 0 ? Infinity : window.endUs, answer: 'unknown' }
      : { ...window, answer: answers[index] },
  );
}

/** The verdict on actions, rows in the same order. */
export function judged(model: Model, actions: readonly Tried[], assumptions: Assumptions): Verdict {
  const builder = historyBuilder(8);
  actions.forEach(({ startUs, endUs, answer, attempt }, id) => {
    const outcome = { accept: 'accepted', reject: 'rejected', unknown: 'unknown' } as const;
    const action: Action = {
      id,
      user: attempt?.user ?? 'u0',
      resource: attempt?.resource ?? 'r',
      step: id,
      intendedAtUs: startUs,
      sentAtUs: startUs,
      settledAtUs: endUs === Infinity ? null : endUs,
      outcome: outcome[answer],
      action: attempt?.action ?? 'act',
    };
    builder.add(action);
  });
  const history = builder.build();
  const verdict = judge(model, history, assumptions);
  // Asked alone, the same question has the same answer.
  const explained = explainedOf(model, history, assumptions);
  if (explained !== verdict.history)
    throw new Error(`asked alone it is ${explained}, and judged ${verdict.history}`);
  return verdict;
}
