import { describe, expect, expectTypeOf, it } from 'vitest';
import { canonicalJson, hashOf } from '../../src/scenario/canonical.js';
import { defineScenario } from '../../src/scenario/define.js';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import { modelOf } from '../../src/scenario/model-of.js';
import type { Seat, Strategy } from '../../src/plan/strategy.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { placeInCode } from '../../src/scenario/sources/code-source.js';
import type { Wire } from '../../src/wires/wire.js';
import { complaintOf, fileOf, options, sha256 } from './support.js';

const base = defineScenario({
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 3,
  resources: { count: 3, name: 'r-${index}-${run}' },
  model: { cooldown: { per: 'resource', every: '200ms' } },
});

const ownWire: Wire = {
  name: 'own',
  correlation: 'ack',
  speaks: 'events',
  encode: () => ({ kind: 'event', event: 'x', args: [], ack: true }),
  decode: () => null,
};

const lastOne = ({ resources }: Seat): number => resources - 1;

describe('scenarios in code', () => {
  it('have types that know every name', () => {
    expectTypeOf<NonNullable<ScenarioInput['overrun']>>().toEqualTypeOf<'send' | 'skip'>();
    // @ts-expect-error a mistyped key
    defineScenario({ ...base, resorces: 3 });
    // @ts-expect-error no unit
    defineScenario({ ...base, timeout: '20' });
    // @ts-expect-error two kinds at once
    defineScenario({ ...base, pacing: { fixed: { every: 1 }, duels: {}, cooldownAware: 3 } });
    // @ts-expect-error no such field
    defineScenario({ ...base, model: { cooldown: { per: 'resorce', every: 1 } } });
    expect(defineScenario(base)).toBe(base);
  });

  it('may bring a wire, a model and a strategy of their own', () => {
    const model = modelOf({ kind: 'cooldown', per: 'user', every: '1s' });
    const loop: Record<string, unknown> = { run: () => 1 };
    loop['self'] = loop;
    const strategy = { loop, name: 'own', guarantees: '', resourceOf: () => 1 };
    const scenario = scenarioOf({ ...base, wire: ownWire, model, strategy }, options());
    expect(scenario.wire).toBe(ownWire);
    expect(scenario.model).toBe(model);
    expect(scenario.phases[0]?.strategy).toBe(strategy);
  });

  it('may bring a strategy as a bare function, which goes by its own name', () => {
    const strategiesOf = (strategy: ScenarioInput['strategy']) =>
      scenarioOf({ ...base, strategy }, options()).phases[0]?.strategy;
    expect(strategiesOf(lastOne)).toMatchObject({ name: 'lastOne', resourceOf: lastOne });
    const inline: ScenarioInput = { ...base, strategy: ({ user }) => user };
    expect(strategiesOf(inline.strategy)).toMatchObject({ name: 'own' });
    const phases: ScenarioInput['phases'] = [{ strategy: lastOne }, { strategy: { zipf: { exponent: 2 } } }];
    const scenario = scenarioOf({ ...base, phases }, options());
    expect(scenario.phases.map(({ strategy }) => strategy.name)).toEqual(['lastOne', 'zipf']);
  });

  it('must name a strategy of their own', () => {
    const strategy = { resourceOf: () => 1 } as unknown as Strategy;
    expect(() => scenarioOf({ ...base, strategy }, options())).toThrow(
      '`strategy.name` must say it in words, as plans print it',
    );
  });

  it('cannot bring a wire that the transport does not carry', () => {
    expect(() => scenarioOf({ ...base, transport: 'ws', wire: ownWire }, options())).toThrow(
      'scenario: `wire` cannot work: `own` speaks Socket.IO events',
    );
  });

  it('run as TypeScript, with the package under its own name, and with hooks', async () => {
    const file = fileOf(
      'x.ts',
      `import { defineScenario } from 'turnwise';
enum Side { Left = 'left' }
const names: readonly string[] = await Promise.resolve([Side.Left, 'right']);
export default defineScenario({
  ...${JSON.stringify(base)},
  users: [...names],
  reset: async ({ target }: { target: string }) => { await Promise.resolve(target); },
});
`,
    );
    const scenario = await loadScenario(file, options({ target: 'http://h' }));
    expect(scenario.userNames).toEqual(['left', 'right']);
    expect(scenario.assumptions.initial).toBe('fresh');
    expect(Object.keys(scenario.hooks)).toEqual(['reset']);
  });

  it('run as JavaScript of either kind', async () => {
    const text = JSON.stringify(base);
    for (const [name, code] of [
      ['a.mjs', `export default ${text}`],
      ['a.js', `export default ${text}`],
    ] as const)
      expect((await loadScenario(fileOf(name, code), options())).name).toBe('x');
    expect(await complaintOf(fileOf('b.mjs', 'export default 3'))).toBe(
      'b.mjs: the default export must be a scenario, but is the number 3',
    );
  });
});

function at(change: Partial<ScenarioInput>): string {
  return scenarioOf({ ...base, ...change }, options()).assumptions.initial;
}

describe('how keys begin', () => {
  const target = 'http://h';

  it('fresh: an embedded server, a reset hook, or names that are new in every run', () => {
    expect(at({ resources: 3 })).toBe('fresh');
    expect(at({ resources: 3, target, reset: () => undefined })).toBe('fresh');
    expect(at({ target })).toBe('fresh');
  });

  it('unknown: a target that nobody vouched for', () => {
    expect(at({ resources: 3, target })).toBe('unknown');
    expect(at({ resources: ['a-${run}', 'b'], target })).toBe('unknown');
    expect(at({ target, model: { cooldown: { per: 'user', every: 1 } } })).toBe('unknown');
  });

  it('as the scenario says, if it says', () => {
    expect(at({ oracle: { initial: 'unknown' } })).toBe('unknown');
    expect(at({ resources: 3, target, oracle: { initial: 'fresh' } })).toBe('fresh');
  });
});

describe('the hash', () => {
  it('does not depend on the order of keys, and does on code', () => {
    expect(canonicalJson({ b: 1, a: [undefined, null, { d: 'x', c: undefined }] })).toBe(
      '{"a":[null,null,{"d":"x"}],"b":1}',
    );
    expect(hashOf({ f: () => 1 }, sha256)).not.toBe(hashOf({ f: () => 2 }, sha256));
    expect(hashOf({}, sha256)).toBe(
      'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
    );
  });
});

describe('places in code', () => {
  const text = `const a = 1;\nexport default {\n  model: { cooldown: { 'every': -1 } },\n  phases: [{ steps: 1 }, { steps: 0 }],\n  only: [{ here: 1 }],\n};\n`;

  it.each([
    [['model', 'cooldown', 'every'], 3, 24],
    [['only', 0, 'here'], 5, 12],
    [['phases', 'absent'], 4, 3],
    [['only', 0], 5, 3],
  ])('%j', (path, line, column) =>
    expect(placeInCode('x.ts', text, path)).toEqual({ file: 'x.ts', line, column }),
  );

  it('a key that stands there twice has none, because either may be meant', () => {
    expect(placeInCode('x.ts', text, ['phases', 1, 'steps'])).toEqual({ file: 'x.ts' });
    expect(placeInCode('x.ts', "({ wire: { user: '${user}' }, user: 3 })", ['user'])).toEqual({
      file: 'x.ts',
    });
  });

  it('are the file alone where nothing is found', () => {
    expect(placeInCode('x.ts', text, ['nowhere'])).toEqual({ file: 'x.ts' });
    expect(placeInCode('x.ts', text, [])).toEqual({ file: 'x.ts' });
  });
});

describe('models of a flag', () => {
  it('are read in both spellings, as text and as values', () => {
    for (const written of [
      '{"kind": "cooldown", "per": "resource", "every": 200}',
      '{cooldown: {per: resource, every: 200ms}}',
      { kind: 'cooldown', per: ['resource'], every: '0.2s' },
    ])
      expect(modelOf(written).parameters).toEqual({ per: ['resource'], everyUs: 200_000 });
  });

  it.each([
    [
      '{kind: cooldwn, per: resource, every: 1}',
      '--model: `kind` names no model: `cooldwn`; did you mean `cooldown`?',
    ],
    ['{', '--model: is neither JSON nor YAML: Flow map must end with a }'],
    ['', '--model: the model must be a map such as {cooldown: {per, every}}, but is empty'],
  ])('%s is refused', (written, message) => expect(() => modelOf(written)).toThrow(message));
});
