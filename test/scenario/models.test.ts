import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { allOf, modelFrom, models, ownModel } from '../../src/models/index.js';
import { defineScenario } from '../../src/scenario/define.js';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import { modelOf } from '../../src/scenario/model-of.js';
import { jsonSchema } from '../../src/scenario/schema.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { complaintOf, counterexample, fileOf, options, seed } from './support.js';

const base = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 3,
  resources: 3,
  // What has no limit has to say it.
  pacing: { fixed: { every: '1s' } },
};

/** Each limit as a scenario writes it, and the parameters a model stores of it. */
const written: Readonly<Record<string, readonly [settings: object, parameters: object]>> = {
  cooldown: [
    { per: 'resource', every: '200ms', restartOnReject: true },
    { per: ['resource'], everyUs: 200_000, restartOnReject: true },
  ],
  tokenBucket: [
    { per: 'user', capacity: 5, refillEvery: '1s' },
    { per: ['user'], capacity: 5, refillEveryUs: 1_000_000 },
  ],
  slidingLog: [
    { per: 'all', limit: 3, window: 250 },
    { per: [], limit: 3, windowUs: 250_000 },
  ],
  fixedWindow: [
    { per: 'phase+resource', limit: 2, window: '1m', anchor: 'epoch', origin: 0, countRejected: true },
    {
      per: ['phase', 'resource'],
      limit: 2,
      windowUs: 60_000_000,
      anchor: 'epoch',
      originUs: 0,
      countRejected: true,
    },
  ],
  capacity: [
    { per: 'resource', limit: 30 },
    { per: ['resource'], limit: 30 },
  ],
  once: [{ onRepeat: 'update' }, { per: ['user', 'resource'], onRepeat: 'update' }],
  lease: [
    { per: 'resource', ttl: '3s' },
    { per: ['resource'], ttlUs: 3_000_000 },
  ],
  turns: [
    { per: 'resource', timeout: '5s' },
    { per: ['resource'], order: ['u0', 'u1', 'u2'], timeoutUs: 5_000_000 },
  ],
  slidingCounter: [
    { per: 'user', limit: 9, window: '1s', origin: '20ms' },
    { per: ['user'], limit: 9, windowUs: 1_000_000, originUs: 20_000 },
  ],
  concurrency: [
    { per: 'resource', limit: 2 },
    { per: ['resource'], limit: 2 },
  ],
  unlimited: [{}, {}],
};

const names = Object.keys(written);

function loaded(model: unknown, more: object = {}) {
  return scenarioOf({ ...base, ...more, model } as ScenarioInput, options());
}

describe('every model', () => {
  it('has its example here', () => expect(names).toEqual(Object.keys(models)));

  it.each(Object.entries(written))('%s is named in both spellings', (kind, [settings, parameters]) => {
    for (const model of [{ [kind]: settings }, { kind, ...settings }]) {
      const read = loaded(model).model;
      expect([read.name, read.parameters]).toEqual([kind, parameters]);
      expect(modelOf(JSON.stringify(model), '--model', ['u0', 'u1', 'u2']).parameters).toEqual(parameters);
      expect(modelOf(stringify(model), '--model', ['u0', 'u1', 'u2']).describe).toBe(read.describe);
      expect(modelFrom(read).parameters).toEqual(parameters);
    }
  });

  it(`several hold at once (seed ${seed})`, () => {
    const rule = fc.constantFrom(...names).chain((kind) => {
      const [settings] = written[kind];
      return fc.constantFrom<object>({ [kind]: settings }, { kind, ...settings });
    });
    const law = fc.property(fc.array(rule, { minLength: 2, maxLength: 4 }), (rules) => {
      const single = rules.map((each) => loaded(each).model);
      for (const model of [{ allOf: rules }, { kind: 'allOf', rules }])
        expect(loaded(model).model.parameters).toEqual(allOf(single).parameters);
    });
    expect(counterexample(law, 30)).toBe(null);
  });

  it('stands in the JSON Schema, with what its parameters mean', () => {
    const text = JSON.stringify(jsonSchema());
    for (const [kind, [settings]] of Object.entries(written)) {
      expect(text).toContain(`"const":"${kind}"`);
      for (const key of Object.keys(settings)) expect(text).toContain(`"${key}":`);
    }
    expect(text).toContain('"allOf"');
  });
});

describe('turns', () => {
  it('are taken by all users, under the names they have in this run', () => {
    const users = { count: 2, name: 'p${index}-${run}' };
    expect(loaded({ turns: { per: 'all' } }, { users }).model.parameters).toEqual({
      per: [],
      order: ['p0-run1', 'p1-run1'],
    });
    expect(
      loaded({ turns: { per: 'resource', order: ['p1-${run}', 'p0-${run}'] } }, { users }).model.parameters,
    ).toMatchObject({
      order: ['p1-run1', 'p0-run1'],
    });
  });

  it('cannot be guessed where nobody knows the users', () =>
    expect(() => modelOf('{turns: {per: resource}}')).toThrow(
      '--model: the model cannot work: turns need an order with at least one name',
    ));
});

describe('a model of the own', () => {
  const record = {
    name: 'even',
    per: ['resource' as const],
    describe: 'every second one',
    durationsUs: [],
    init: () => 0,
    decide: (count: number) => ({ accepts: count % 2 === 0, next: count + 1 }),
  };

  it('is a plain record, or what the factory makes of it, or one of several rules', () => {
    const cooldown = { cooldown: { per: 'user' as const, every: '1s' as const } };
    expect(loaded(record).model).toMatchObject({ name: 'even', driver: { kind: 'bounded' } });
    expect(loaded(ownModel(record)).model.describe).toBe('every second one');
    expect(loaded({ allOf: [record, cooldown] }).model.parameters).toMatchObject({
      rules: [{ name: 'even' }, { name: 'cooldown' }],
    });
    defineScenario({ ...(base as ScenarioInput), model: { allOf: [ownModel(record), cooldown] } });
  });

  it('comes from a file with the factories of the package', async () => {
    const text = `import { defineScenario, ownModel, tokenBucket, allOf } from 'turnwise';
export default defineScenario({ ...${JSON.stringify(base)}, model: allOf([
  tokenBucket({ per: ['user'], capacity: 2, refillEveryUs: 1000 }),
  ownModel({ name: 'even', per: ['resource'], describe: 'every second one', durationsUs: [],
    init: () => 0, decide: (count: number) => ({ accepts: count % 2 === 0, next: count + 1 }) }),
]) });
`;
    const { model } = await loadScenario(fileOf('own.ts', text), options());
    expect(model.describe).toContain('every second one');
  });

  it('says what it leaves out', () =>
    expect(() => loaded({ ...record, per: ['resorce'], durationsUs: undefined })).toThrow(
      /`model.per\[0\]` is not what a model needs: .*\n.*`model.durationsUs` is missing/,
    ));
});

const head = `name: x
target: arena
transport: socket-io
wire: { event-ack: { event: vote } }
users: 3
resources: 3
`;

describe('mistakes', () => {
  it.each([
    [
      'model: { tokenbuket: { per: user, capacity: 1, refillEvery: 1s } }',
      /^x.yaml:7:10: unknown key `tokenbuket`; did you mean `tokenBucket`\?$/,
    ],
    [
      'model: { kind: slidinglogs, per: user }',
      /^x.yaml:7:16: `model.kind` names no model: `slidinglogs`; did you mean `slidingLog`\?$/,
    ],
    [
      'model: { tokenBucket: { per: user, capacty: 1, refillEvery: 1s } }',
      /^x.yaml:7:36: unknown key `capacty`; did you mean `capacity`\?$/,
    ],
    ['model: { kind: lease, per: user, tll: 1s }', /^x.yaml:7:34: unknown key `tll`; did you mean `ttl`\?$/],
    [
      'model: { kind: cooldown, evry: 1s }',
      /`model.per` is missing\nx.yaml:7:26: unknown key `evry`; did you mean `every`\?$/,
    ],
    [
      'model: { capacity: { per: user, limit: 1.5 } }',
      /^x.yaml:7:40: `model.capacity.limit` must be a whole number, not 1.5$/,
    ],
    ['model: { concurrency: { per: user, limit: 0 } }', /must be at least 1, not 0$/],
    ['model: { slidingCounter: { per: user, limit: 1 } }', /`model.slidingCounter.window` is missing$/],
    [
      'model: { once: { onRepeat: updat } }',
      /must be `reject` or `update`, not `updat`; did you mean `update`\?$/,
    ],
    [
      'model: { fixedWindow: { per: user, limit: 1, window: 1s, anchor: epoch, refresh: accept } }',
      /^x.yaml:7:23: `model.fixedWindow` cannot work: windows that follow a clock/,
    ],
    [
      'model: { fixedWindow: { per: user, limit: 1, window: 1s, origin: 1s } }',
      /`model.fixedWindow.origin` needs `anchor: epoch`/,
    ],
    [
      'model: { kind: fixedWindow, per: user, limit: 1, window: 1s, origin: 1s }',
      /`model.origin` needs `anchor: epoch`/,
    ],
    ['model: { turns: { per: resource, order: [u0, u0] } }', /names somebody twice$/],
    [
      'model: { turns: { per: resource, order: [u0, u7] } }',
      /^x.yaml:7:46: `model.turns.order\[1\]` is no user of this scenario: `u7`/,
    ],
    [
      'model: { kind: turns, per: resource, order: [bob] }',
      /`model.order\[0\]` is no user of this scenario: `bob` \(known: u0, u1, u2\)$/,
    ],
    ['model: { allOf: [{ once: {} }] }', /`model.allOf` must have at least 2 entries$/],
    ['model: { allOf: [{ once: {} }, { allOf: [] }] }', /^x.yaml:7:34: unknown key `allOf`/],
    [
      'model: { allOf: [{ once: {} }, { kind: lease, per: user, tll: 1s }] }',
      /^x.yaml:7:58: unknown key `tll`; did you mean `ttl`\?$/,
    ],
    ['model: { kind: allOf, rule: [] }', /unknown key `rule`; did you mean `rules`\?$/],
    [
      'model: { once: {}, lease: { per: user, ttl: 1s } }',
      /must have one key only, but has `once` and `lease`$/,
    ],
    ['model: lease', /needs settings here: write \{lease: \{...\}\}$/],
    ['model: 3', /must be a map such as \{cooldown: \{per, every\}\}, but is the number 3$/],
  ])('%s', async (model, complaint) =>
    expect(await complaintOf(fileOf('x.yaml', `${head}${model}\n`))).toMatch(complaint),
  );
});
