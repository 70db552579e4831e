import { parse, stringify } from 'yaml';
import { expect, it } from 'vitest';
import type { LoadOptions } from '../../src/scenario/load.js';
import { complaintOf, fileOf } from './support.js';

/*
 * Every mistake with what the user sees, as one text file to be read as a whole: messages.txt
 * beside this file. Update with `vitest run test/scenario -u`, and read the difference.
 */

const base = `name: x
target: arena
transport: socket-io
wire:
  event-ack: { event: vote, payload: { user: '\${user}' } }
users: 3
resources: 3
model: { cooldown: { per: resource, every: 200ms } }
`;

/** The sound scenario with some of its values changed, or taken away. */
function yaml(change: Readonly<Record<string, unknown>>): string {
  const changed = Object.entries({ ...(parse(base) as object), ...change });
  return stringify(Object.fromEntries(changed.filter(([, value]) => value !== undefined)));
}

type Case = readonly [what: string, file: string, text: string, options?: Partial<LoadOptions>];

const yamlCases: readonly Case[] = [
  ['a mistyped key', 'x.yaml', yaml({ resources: undefined, resorces: 10 })],
  ['two of them, and wrong values', 'x.yaml', yaml({ users: 0, steps: 0, timout: '5s', overrun: 'drop' })],
  ['a strange key', 'x.yaml', yaml({ weather: 'fine' })],
  ['everything is missing', 'x.yaml', 'name: x\n'],
  ['an empty value', 'x.yaml', yaml({ wire: null })],
  ['users that are half', 'x.yaml', yaml({ users: 1.5 })],
  ['users that are true', 'x.yaml', yaml({ users: true })],
  ['too many users', 'x.yaml', yaml({ users: 1e9 })],
  ['users of one name', 'x.yaml', yaml({ users: { count: 3, name: 'bob' } })],
  ['duplicate names', 'x.yaml', yaml({ resources: ['a', 'b', 'a', ''] })],
  ['an unknown placeholder in names', 'x.yaml', yaml({ resources: { count: 2, name: '${indx}' } })],
  ['a name that is a path', 'x.yaml', yaml({ name: '../../etc' })],
  ['negative duration', 'x.yaml', yaml({ model: { cooldown: { per: 'resource', every: '-200ms' } } })],
  [
    'no duration',
    'x.yaml',
    yaml({ timeout: 'soon', connect: { over: '20', timeout: true, reconnectAfter: 'nevr' } }),
  ],
  ['zero where time must pass', 'x.yaml', yaml({ timeout: 0 })],
  ['unknown key field', 'x.yaml', yaml({ model: { cooldown: { per: 'user+resorce', every: '1s' } } })],
  ['a model without settings', 'x.yaml', yaml({ model: 'cooldown' })],
  ['a mistyped model', 'x.yaml', yaml({ model: { cooldwn: { per: 'all', every: '1s' } } })],
  ['a flat model', 'x.yaml', yaml({ model: { kind: 'cooldown', per: [], evry: '1s' } })],
  ['rejects of everything', 'x.yaml', yaml({ pacing: { cooldownAware: { rejects: 1, jiter: '1ms' } } })],
  ['pacing without its settings', 'x.yaml', yaml({ pacing: 'fixed' })],
  ['pacing of two kinds', 'x.yaml', yaml({ pacing: { duels: {}, fixed: { every: '1s' } } })],
  [
    'a mistyped strategy',
    'x.yaml',
    yaml({ phases: [{ strategy: 'roundrobin' }, { strategy: { stampede: { a: 1 } } }] }),
  ],
  [
    'strategies nearly right',
    'x.yaml',
    yaml({
      phases: [
        { strategy: 'latinsquare' },
        { strategy: { zipf: { exponnet: 1 } } },
        { strategy: { zipf: { exponent: 11 } } },
        { strategy: { pairs: {}, shuffle: {} } },
      ],
    }),
  ],
  ['a strategy that is a number', 'x.yaml', yaml({ strategy: 3 })],
  [
    'a limit per something that no action has',
    'x.yaml',
    yaml({ model: { slidingLog: { per: 'user+group', limit: 3, window: '1s' } } }),
  ],
  ['no phases', 'x.yaml', yaml({ phases: [] })],
  ['two phases of a name', 'x.yaml', yaml({ phases: [{ name: 'a' }, { name: 'a' }] })],
  ['phases and the short form', 'x.yaml', yaml({ phases: [{}], steps: 3, pacing: 'duels' })],
  ['a duel of one', 'x.yaml', yaml({ users: 1, phases: [{}, { pacing: 'duels' }] })],
  [
    'duels without contention',
    'x.yaml',
    yaml({ pacing: 'duels', model: { cooldown: { per: 'user', every: '1s' } } }),
  ],
  ['a mistyped transport', 'x.yaml', yaml({ transport: 'soket-io' })],
  ['a transport of two kinds', 'x.yaml', yaml({ transport: { ws: {}, 'socket-io': {} } })],
  ['an empty transport', 'x.yaml', yaml({ transport: { 'socket-io': null } })],
  ['retries', 'x.yaml', yaml({ transport: { 'socket-io': { retries: 3 } } })],
  [
    'impossible settings of a transport',
    'x.yaml',
    yaml({
      transport: {
        'socket-io': {
          namespace: 'arena',
          transports: ['websockets'],
          auth: 'token',
          headers: { 'a b': 'x', ok: 'a\nb' },
          query: { user: '${usr}' },
          tls: { cert: 'a.pem' },
        },
      },
    }),
  ],
  ['a wire on the wrong transport', 'x.yaml', yaml({ transport: 'ws' })],
  ['the same beside another mistake', 'x.yaml', yaml({ transport: 'ws', users: 0 })],
  ['a wire without settings', 'x.yaml', yaml({ wire: 'event-ack' })],
  ['a reserved event', 'x.yaml', yaml({ wire: { 'event-ack': { event: 'connect' } } })],
  [
    'a placeholder that is not',
    'x.yaml',
    yaml({ wire: { 'event-ack': { event: 'vote', payload: { user: '${usr}' } } } }),
  ],
  ['a mistyped key of a wire', 'x.yaml', yaml({ wire: { 'event-ack': { evnt: 'vote', acepted: 1 } } })],
  ['an id that is nowhere', 'x.yaml', yaml({ transport: 'ws', wire: { 'json-id': { payload: { a: 1 } } } })],
  ['a target that is no URL', 'x.yaml', yaml({ target: 'localhost:3000' })],
  ['a target of another kind', 'x.yaml', yaml({ target: 'ftp://localhost' })],
  ['no target', 'x.yaml', yaml({ target: undefined })],
  ['an unknown server', 'x.yaml', yaml({ target: 'arna' }), { servers: { arena: ['wrong-key'] } }],
  [
    'an unknown bug',
    'x.yaml',
    yaml({ target: { server: 'arena', bug: 'wrong-ky' } }),
    { servers: { arena: ['wrong-key'] } },
  ],
  [
    'an oracle of nonsense',
    'x.yaml',
    yaml({ oracle: { tick: -1, grace: { erly: 1 }, initial: 'new', minResolution: 2, drift: 'x' } }),
  ],
  ['a hook in a file', 'x.yaml', yaml({ reset: 'curl -X DELETE' })],
  ['a missing variable', 'x.yaml', yaml({ target: '${env:TARGT}' }), { env: { TARGET: 'http://h' } }],
  ['a variable in a key', 'x.yaml', yaml({ description: 'x', '${env:A}': 1 }), { env: { A: 'name' } }],
  ['a list instead of a scenario', 'x.yaml', '- a\n- b\n'],
  ['a text instead of a scenario', 'x.yaml', 'hello\n'],
  ['an empty file', 'x.yaml', '# nothing\n'],
  ['YAML with tabs', 'x.yaml', 'name: x\nmodel:\n\tcooldown: 1\n'],
  ['YAML with a key twice', 'x.yaml', `${base}users: 4\n`],
  ['YAML with an unquoted placeholder', 'x.yaml', 'name: x\nwire: { user: ${user} }\n'],
  ['YAML with a quoted placeholder, and another mistake', 'x.yaml', 'name: x y: "${user}"\n'],
  ['YAML with one line too far in', 'x.yaml', `${base.replace('users', '    users')}seed: a\nsteps: 3\n`],
  ['YAML without a space', 'x.yaml', 'name: x\nusers:12\nresources: 3\n'],
  ['YAML without a space in the last line', 'x.yaml', 'name: x\nwire:\n  - event:vote\n    a: 1\n'],
  ['a key that belongs into another', 'x.yaml', yaml({ wire: undefined, 'event-ack': { event: 'vote' } })],
  ['a key that belongs to the top', 'x.yaml', yaml({ oracle: { maxDuration: '3s', namespace: '/' } })],
  [
    'a setting that is no number',
    'x.yaml',
    yaml({ target: { server: 'arena', settings: { cooldownMs: -1 } } }),
  ],
  ['a maximum without a unit', 'x.yaml', yaml({ maxDuration: '3' })],
  ['YAML that is not closed', 'x.yaml', 'name: [x\nusers: 3\n'],
  ['YAML with two documents', 'x.yaml', `${base}---\nname: y\n`],
  ['YAML with a tag', 'x.yaml', 'name: !!js/function x\n'],
  ['YAML with keys that are no text', 'x.yaml', '5: x\n'],
  ['an alias of nothing', 'x.yaml', 'name: *x\n'],
];

const otherCases: readonly Case[] = [
  ['JSON that ends too soon', 'x.json', '{"name": "x",\n "users": [1, 2\n'],
  ['JSON with a comma too many', 'x.json', '{\n  "name": "x",\n}\n'],
  [
    'JSON with a word',
    'x.json',
    '{\n  "name": "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": 1,\n  "users": many\n}\n',
  ],
  ['JSON with a comment', 'x.json', '{\n  "name": "x", // it is\n  "users": 3\n}\n'],
  ['JSON with a key twice', 'x.json', '{"name": "x",\n "name": "y"}'],
  ['JSON with a mistyped key', 'x.json', '{\n\t"name": "x",\n\t"usrs": 3\n}\n'],
  ['TypeScript without a default', 'x.ts', 'export const scenario = {};\n'],
  ['TypeScript that exports a function', 'x.ts', 'export default () => ({});\n'],
  [
    'TypeScript that throws',
    'x.ts',
    'const text: string = "kaputt";\n\nthrow new Error(`${text}\\nand more`);\n',
  ],
  ['JavaScript that throws a text', 'x.mjs', 'throw "kaputt";\n'],
  ['TypeScript that does not compile', 'x.ts', 'export default {\n  name: "x",,\n};\n'],
  ['TypeScript that imports nothing', 'x.ts', "import { a } from './absent.js';\nexport default { a };\n"],
  [
    'TypeScript with wrong values',
    'x.ts',
    `import { defineScenario } from 'turnwise';
import type { Scenario } from 'turnwise';

const name: string = 'x';
export default defineScenario({
  name,
  target: 'arena',
  transport: { 'socket-io': { retries: 3 } },
  wire: { 'event-ack': { event: 'vote' } },
  usrs: 3,
  resources: 0,
  model: { cooldown: { per: 'resource', every: '-1s' } },
  phases: [
    { name: 'a', pacing: { fixed: { every: '1s' } } },
    { name: 'b', pacing: { fixed: { every: '1 parsec' } } },
  ],
  setup: 'no function',
} as never);
`,
  ],
  [
    'TypeScript with a mistyped key that stands elsewhere too',
    'x.ts',
    "export default {\n  wire: { 'event-ack': { event: 'vote', payload: { user: '${user}' } } },\n  user: 3,\n};\n",
  ],
  [
    'TypeScript with a cycle',
    'x.ts',
    'const loop: Record<string, unknown> = { name: "x" };\nloop.self = loop;\nexport default loop;\n',
  ],
];

const flagCases: readonly Case[] = [
  ['--set without a value', 'x.yaml', base, { set: ['users'] }],
  ['--set of an unknown key', 'x.yaml', base, { set: ['model.cooldown.evry=3ms', 'usrs=3'] }],
  ['--set of a wrong value', 'x.yaml', base, { set: ['users=0', 'transport.socket-io.path=x'] }],
  ['--set that is no YAML', 'x.yaml', base, { set: ['users=[1'] }],
  ['--set into a list that is shorter', 'x.yaml', base, { set: ['phases[2].steps=3'] }],
  ['--set of a prototype', 'x.yaml', base, { set: ['__proto__.x=1'] }],
  [
    '--set of a secret',
    'x.yaml',
    base,
    { set: ['transport.socket-io.auth.token=abcdefgh', 'users=abcdefgh'] },
  ],
  ['wrong flags', 'x.yaml', base, { users: 0, target: 'x:1', maxDuration: 'long', steps: 0 }],
  ['--users beyond the names', 'x.yaml', yaml({ users: ['ann', 'bob'] }), { users: 3 }],
  ['--bug of a URL', 'x.yaml', yaml({ target: 'http://h' }), { bug: 'wrong-key' }],
  ['--bug unknown', 'x.yaml', base, { bug: 'wrong-ky', servers: { arena: ['wrong-key'] } }],
  ['--cert without --key', 'x.yaml', base, { cert: 'a.pem' }],
  ['--env-file that is not there', 'x.yaml', base, { envFile: '/nowhere/.env' }],
];

it('says what is wrong, where, and what was probably meant', async () => {
  const pages: string[] = [];
  for (const [what, name, text, options] of [...yamlCases, ...otherCases, ...flagCases])
    pages.push(`## ${what}\n${await complaintOf(fileOf(name, text), options)}\n`);
  for (const ref of [
    'votng',
    'nothing-like-it',
    'teeth/aren',
    'teeth/xylophone',
    'scenarios/votng.yaml',
    'no/such/file.ts',
    './src',
    'README.txt',
  ])
    pages.push(`## the scenario ${ref}\n${await complaintOf(ref)}\n`);
  await expect(pages.join('\n')).toMatchFileSnapshot('messages.txt');
});
