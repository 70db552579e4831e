import { expect, it } from 'vitest';
import { scenarioFrom } from '../../src/scenario/load.js';
import { yamlSource } from '../../src/scenario/sources/yaml-source.js';
import { jsonSchema } from '../../src/scenario/schema.js';
import { anyValueIsRefused, neverCrashes, sound } from './laws.js';
import { complaintOf, counterexample, fileOf, options, seed } from './support.js';

it(`any text loads or is refused with a problem (seed ${seed})`, () => {
  expect(counterexample(neverCrashes(sound), 250)).toBe(null);
});

it(`any value is loaded or refused with a problem (seed ${seed})`, () => {
  expect(counterexample(anyValueIsRefused(), 150)).toBe(null);
});

it.each([
  [
    'aliases that expand without bound',
    `a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c]\n`,
    'x.yaml: the aliases of this file expand to far too much',
  ],
  ['an alias of itself', 'name: &a [*a]\n', 'x.yaml:1:11: `name[0]` refers to itself'],
  [
    'a prototype',
    `${sound}__proto__: { polluted: true }\n`,
    'x.yaml:8:1: the key `__proto__` is not allowed',
  ],
  [
    'a prototype inside',
    sound.replace('event: vote', 'event: vote, payload: { __proto__: { a: 1 } }'),
    'x.yaml:4:46: the key `__proto__` is not allowed',
  ],
  ['a constructor', `${sound}constructor: 1\n`, 'x.yaml:8:1: unknown key `constructor`'],
  ['escapes in a key', `${sound}"\\e[31mred\\n": 1\n`, 'x.yaml:8:1: unknown key `\\u001b[31mred\\n`'],
  [
    'a very long value',
    `${sound}overrun: ${'x'.repeat(500)}\n`,
    `x.yaml:8:10: \`overrun\` must be \`send\` or \`skip\`, not \`${'x'.repeat(57)}...\``,
  ],
  ['a bottomless list', '['.repeat(5000), 'x.yaml:1:819: this is nested far too deeply'],
])('%s', async (_, text, expected) => {
  const first = (await complaintOf(fileOf('x.yaml', text))).split('\n').slice(0, 1).join('');
  expect(first.replace(/1:\d{3}: this is nested/, '1:819: this is nested')).toBe(expected);
  expect(Reflect.get({}, 'polluted')).toBe(undefined);
});

it('a file of a megabyte and more is not read', async () => {
  const file = fileOf('x.yaml', `${sound}description: ${'x'.repeat(1_000_001)}\n`);
  expect(await complaintOf(file)).toBe('x.yaml: is larger than a megabyte');
});

it('values that are filled in are not filled again', () => {
  const text = sound
    .replace('users: 3', "users: ['${index}', b]")
    .replace('name: x', "name: x\ndescription: '${env:A}'");
  const scenario = scenarioFrom(yamlSource('x', null, text), options({ env: { A: '${env:B}', B: 'inner' } }));
  expect(scenario.description).toBe('${env:B}');
  expect(scenario.userNames).toEqual(['0', 'b']);
});

it('the JSON Schema refuses what the loader refuses, and knows no code', () => {
  const text = JSON.stringify(jsonSchema());
  expect(text).toContain('"additionalProperties":false');
  expect(text).not.toMatch(/only in code|"not":\{\}|setup|teardown|retries/);
});
