import * as fc from 'fast-check';
import { expect } from 'vitest';
import { stringify } from 'yaml';
import { scenarioFrom, scenarioOf } from '../../src/scenario/load.js';
import { Problem } from '../../src/scenario/problem.js';
import { jsonSource } from '../../src/scenario/sources/json-source.js';
import { yamlSource } from '../../src/scenario/sources/yaml-source.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { anyScenario } from './arbitrary.js';
import { factsOf, options } from './support.js';

const strangePieces = [
  '{',
  '}',
  '[',
  ']',
  ':',
  '\n',
  '  ',
  '- ',
  '&a ',
  '*a',
  '!!x ',
  '"',
  "'",
  '#',
  '|',
  '>',
  '${',
].concat(['${env:X}', '? ', '---\n', '\t', '\0', '\u2028', '__proto__: ', '<<: ', '1e999', '.nan']);

/** A scenario means the same in code, in YAML and in JSON. */
export function sameInEveryForm(): fc.IProperty<[ScenarioInput]> {
  return fc.property(anyScenario(), (written) => {
    const inCode = scenarioOf(written, options());
    const inYaml = scenarioFrom(yamlSource('x.yaml', null, stringify(written)), options());
    const inJson = scenarioFrom(jsonSource('x.json', null, JSON.stringify(written, null, '\t')), options());
    expect(factsOf(inYaml)).toEqual(factsOf(inCode));
    expect(factsOf(inJson)).toEqual(factsOf(inCode));
    expect([inYaml.hash, inJson.hash]).toEqual([inCode.hash, inCode.hash]);
  });
}

/** A scenario in which nothing is wrong. */
export const sound = `name: x
target: arena
transport: socket-io
wire: { event-ack: { event: vote } }
users: 3
resources: 3
model: { cooldown: { per: resource, every: 200ms } }
`;

/** No text makes the loader crash: sound text with pieces cut out and strange ones put in. */
export function neverCrashes(sound: string): fc.IProperty<unknown> {
  const piece = fc.constantFrom(...strangePieces);
  const cut = fc.record({
    at: fc.nat(sound.length),
    drop: fc.nat(6),
    put: fc.oneof(piece, fc.string({ maxLength: 4 })),
  });
  return fc.property(fc.array(cut, { minLength: 1, maxLength: 5 }), (cuts) => {
    const text = cuts.reduce(
      (all, { at, drop, put }) => all.slice(0, at) + put + all.slice(at + drop),
      sound,
    );
    const results = [yamlSource, jsonSource].map((read) =>
      outcome(() => scenarioFrom(read('x', null, text), options())),
    );
    expect(results.filter((each) => each !== 'loaded' && each !== 'refused')).toEqual([]);
  });
}

/** No value makes the loader crash, and none that is drawn from everything is a scenario. */
export function anyValueIsRefused(): fc.IProperty<unknown> {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withTypedArray: true,
  });
  return fc.property(anything, (data) => {
    const source = { name: 'x', file: null, data, placeOf: () => ({ file: 'x' }) };
    expect(outcome(() => scenarioFrom(source, options()))).toBe('refused');
  });
}

/** Whether something loads, or is refused as bad input; any other error is given back. */
export function outcome(load: () => unknown): unknown {
  try {
    load();
    return 'loaded';
  } catch (error) {
    return error instanceof Problem ? 'refused' : error;
  }
}
