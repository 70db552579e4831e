import { describe, expect, it } from 'vitest';
import type { Action } from '../../src/history/action.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { storedSpecOf } from '../../src/scenario/state-of.js';
import { complaintOf, fileOf, options } from './support.js';

const head = `name: x
target: arena
transport: socket-io
wire: { event-ack: { event: vote } }
users: 2
resources: 2
model: { cooldown: { per: resource, every: 1s } }
`;
const from = 'from: { url: /t }';
const action: Action = {
  id: 0,
  user: 'ann',
  resource: 'r1',
  step: 0,
  intendedAtUs: 0,
  sentAtUs: 0,
  settledAtUs: 1,
  outcome: 'accepted',
};

function specOf(more: object) {
  const written = {
    name: 'x',
    target: 'arena',
    transport: 'socket-io',
    wire: { 'event-ack': { event: 'vote' } },
    users: 2,
    resources: 2,
  };
  const model = { cooldown: { per: 'resource', every: '1s' } };
  const [check] = scenarioOf(
    { ...written, model, state: [{ name: 'tally', from: { url: '/t' }, ...more }] } as ScenarioInput,
    options(),
  ).stateChecks;
  if (check === undefined) throw new Error('no check');
  return check;
}

describe('what an action does to the state', () => {
  it.each<[object, Partial<Action>, unknown]>([
    [{}, {}, { key: 'r1', by: 1 }],
    [{ per: 'user' }, {}, { key: 'ann', by: 1 }],
    [{ kind: 'members' }, {}, { key: 'r1', by: 1, member: 'ann' }],
    [{ count: { act: 2 } }, {}, { key: 'r1', by: 2 }],
    [{ count: { act: 1, release: -1 } }, { action: 'release' }, { key: 'r1', by: -1 }],
    [{ count: { release: -1 } }, {}, null],
    [{ count: { release: -1 } }, { action: 'toString' }, null],
    [{ count: 'nothing' }, {}, null],
    [{ per: 'value' }, {}, null],
    [{ per: 'action' }, {}, { key: 'act', by: 1 }],
    [{ count: () => 3 }, {}, { key: 'r1', by: 3 }],
    [{ count: () => ({ key: 'k', by: -3 }) }, {}, { key: 'k', by: -3 }],
    [{ count: () => null }, {}, null],
  ])('%j of %j', (more, rest, change) => {
    const check = specOf(more);
    expect(check.changeOf({ ...action, ...rest })).toEqual(change);
    const stored = storedSpecOf(JSON.parse(JSON.stringify(check.stored)));
    expect(stored?.changeOf({ ...action, ...rest }) ?? null).toEqual(
      check.stored.count === null ? null : change,
    );
  });

  it('starts from 0, is read at the end, and shows at once, unless told otherwise', () =>
    expect(specOf({})).toMatchObject({ start: 0, everyUs: null, settleUs: 0, kind: 'number' }));
});

describe('mistakes', () => {
  it.each([
    [
      `state: [{ name: t }]`,
      /x.yaml:8:\d+: `state\[0\]` needs `from`: a URL that answers with JSON; or `read`, in code$/,
    ],
    [
      `state: [{ name: t, count: acepts, ${from} }]`,
      /`state\[0\].count` must be `accepts`, `nothing`, a map such as \{act: 1, release: -1\}, or a function, .* not `acepts`$/,
    ],
    [
      `state: [{ name: t, count: { act: half }, ${from} }]`,
      /counts `act` by the text `half`; it must be a whole number$/,
    ],
    [`state: [{ name: t, count: {}, ${from} }]`, /must name at least one kind of action$/],
    [
      `state: [{ name: t, from: { url: '/t/\${kee}' } }]`,
      /`state\[0\].from.url` has an unknown placeholder `\$\{kee\}`; did you mean `key`\?$/,
    ],
    [
      `state: [{ name: t, per: group, from: { url: '/t/\${key}' } }]`,
      /`state\[0\].from` names each `\$\{key\}`/,
    ],
    [
      `state: [{ name: t, ${from} }, { name: t, ${from} }]`,
      /`state\[1\].name` is taken: `t` is named twice$/,
    ],
    [`state: [{ name: t, read: 3 }]`, /`state\[0\].read` must be a function, and only a TypeScript/],
    [`state: [{ name: t, kind: list, ${from} }]`, /must be `number` or `members`, not `list`/],
    [`state: [{ name: t, start: many, ${from} }]`, /must be a number, or null where nobody knows/],
    [`state: [{ name: t, evry: 1s, ${from} }]`, /unknown key `evry`; did you mean `every`\?$/],
    [
      `watch: { process: false }`,
      /`watch` watches nothing: name a `health` endpoint, or leave `process` on$/,
    ],
    [`watch: { every: 0s, health: /h }`, /`watch.every` must be longer than 0$/],
    [`watch: { helth: /h }`, /unknown key `helth`; did you mean `health`\?$/],
  ])('%s', async (text, message) =>
    expect(await complaintOf(fileOf('x.yaml', `${head}${text}\n`))).toMatch(message),
  );
});
