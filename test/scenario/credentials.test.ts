import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { performanceOf } from '../../src/playing/play.js';
import { planFor } from '../../src/plan-for.js';
import { credentialsOf } from '../../src/scenario/credentials.js';
import { loadScenario, scenarioOf, type LoadOptions } from '../../src/scenario/load.js';
import { Problem } from '../../src/scenario/problem.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';

const options: LoadOptions = { env: {}, run: 'run1', digest: sha256 };

function folder(files: Readonly<Record<string, string>>): string {
  const path = mkdtempSync(join(tmpdir(), 'turnwise-users-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(path, name), text);
  return path;
}

const scenario = {
  name: 'voting',
  target: 'http://127.0.0.1',
  transport: { 'socket-io': { auth: { token: '${user.token}', who: '${user}' }, query: { n: '${index}' } } },
  wire: { 'event-ack': { event: 'vote', payload: { resource: '${resource}' } } },
  resources: 2,
  model: { cooldown: { per: 'resource', every: '100ms' } },
};

const csv = 'name,token,area\nann,tok-1,7\n"bob, jr","tok ""2""",8\n\ncid,tok-3,9\n';

async function loaded(
  files: Readonly<Record<string, string>>,
  users: unknown,
  more: Partial<LoadOptions> = {},
) {
  const path = folder({ ...files, 'voting.json': JSON.stringify({ ...scenario, users }) });
  return loadScenario(join(path, 'voting.json'), { ...options, ...more });
}

const problemOf = async (work: Promise<unknown>): Promise<string> => {
  const error: unknown = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Problem)) throw new Error(`no problem, but ${String(error)}`);
  return error.message.replaceAll(/\/\S*turnwise-users-\w+\//g, '/');
};

const authOf = (of: Scenario, user: number) =>
  performanceOf(of, planFor(of, sha256), 'http://127.0.0.1').requestOf(user, 0).auth;

const quotedField = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const secret = 'hunter2hunter2';

const told = (users: unknown): string => {
  try {
    scenarioOf({ ...scenario, users } as ScenarioInput, options);
    return 'nothing';
  } catch (error) {
    return error instanceof Problem ? error.message : String(error);
  }
};

const thrower = (): never => {
  throw new TypeError(secret);
};

describe('users from a file', () => {
  test('are named by it, and connect with what is theirs', async () => {
    const read = await loaded({ 'users.csv': csv }, { from: 'users.csv' });
    expect(read.userNames).toEqual(['ann', 'bob, jr', 'cid']);
    expect([0, 1, 2].map((user) => authOf(read, user))).toEqual([
      { token: 'tok-1', who: 'ann' },
      { token: 'tok "2"', who: 'bob, jr' },
      { token: 'tok-3', who: 'cid' },
    ]);
  });

  test('are the same from JSON and from a function, and the same plan', async () => {
    const rows = [
      { name: 'ann', token: 'tok-1', area: 7 },
      { name: 'bob, jr', token: 'tok "2"', area: 8 },
      { name: 'cid', token: 'tok-3', area: 9 },
    ];
    const all = [
      await loaded({ 'users.csv': csv }, { from: 'users.csv' }),
      await loaded({ 'users.json': JSON.stringify(rows) }, { from: 'users.json' }),
      scenarioOf(
        { ...scenario, users: { from: (index) => rows[index] ?? {}, count: 3 } } as ScenarioInput,
        options,
      ),
    ];
    expect(new Set(all.map((each) => JSON.stringify([each.userNames, each.userColumns]))).size).toBe(1);
    expect(new Set(all.map((each) => planFor(each, sha256).hash)).size).toBe(1);
  });

  test('are the first of it where fewer are asked for, in the file or by a flag', async () => {
    const two = await loaded({ 'users.csv': csv }, { from: 'users.csv', count: 2 });
    const one = await loaded({ 'users.csv': csv }, { from: 'users.csv' }, { users: 1 });
    expect([two.userNames, one.userNames]).toEqual([['ann', 'bob, jr'], ['ann']]);
    expect(one.userColumns['token']).toEqual(['tok-1']);
  });

  test('keep their secrets, and their names are none', async () => {
    const names = 'name,token,alias\nann,tok-1,ann\nbob,tok-2,x\n';
    const read = await loaded({ 'users.csv': names }, { from: 'users.csv' });
    expect(read.secrets.toSorted()).toEqual(['tok-1', 'tok-2']);
  });

  test('whatever CSV can hold is read back as it was written', () => {
    const field = fc
      .string({ unit: 'grapheme', maxLength: 8 })
      .map((text) => text.replaceAll('\u0000', '').trim());
    fc.assert(
      fc.property(fc.array(field, { minLength: 1, maxLength: 6 }), (values) => {
        const lines = values.map((value, index) => `u${index},${quotedField(value)}`);
        const path = mkdtempSync(join(tmpdir(), 'turnwise-users-'));
        writeFileSync(join(path, 'users.csv'), `\uFEFFname,secret\r\n${lines.join('\r\n')}`);
        const read = credentialsOf({ from: 'users.csv' }, join(path, 'voting.yaml'));
        rmSync(path, { recursive: true });
        expect(read?.columns).toEqual({ name: values.map((_, index) => `u${index}`), secret: values });
      }),
      { numRuns: 50 },
    );
  });
});

describe('what is wrong with users from a file is told with its place and without a value', () => {
  test.each([
    [
      'no such file',
      {},
      {},
      'nobody.csv: this file of users does not exist; it is looked for at /nobody.csv',
    ],
    ['nothing in it', { csv: '' }, {}, 'users.csv: is empty; its first line names the columns'],
    ['only a first line', { csv: 'name,token\n' }, {}, 'users.csv:1: holds no users'],
    [
      'too few',
      { csv: 'name,token\nann,1\n' },
      { count: 2 },
      'users.csv: holds 1 users, and 2 are asked for',
    ],
    [
      'no column of names',
      { csv: `nam,token\nann,${secret}\n` },
      {},
      'users.csv:1: has no column `name`, which names the users; is it `nam`?',
    ],
    [
      'no first line',
      { csv: `ann,${secret}\nbob,${secret}\n` },
      {},
      'users.csv:1: has no column `name`, which names the users',
    ],
    [
      'a field too many',
      { csv: `name,token\nann,1\nbob,2,${secret}\n` },
      {},
      'users.csv:3: has 3 fields, and the first line has 2',
    ],
    [
      'an open quote',
      { csv: `name,token\nann,1\nbob,"${secret}\n` },
      {},
      /^users\.csv:\d: a quote is opened and never closed$/,
    ],
    [
      'a stray quote',
      { csv: `name,token\nann,${secret}"1\n` },
      {},
      /^users\.csv:\d: a quote stands in the middle of a field/,
    ],
    [
      'a name twice',
      { csv: 'name,token\nann,1\nbob,2\nann,3\n' },
      {},
      'users.csv:4: repeats the name `ann` of line 2; names must differ',
    ],
    ['no name', { csv: `name,token\nann,1\n,${secret}\n` }, {}, 'users.csv:3: the name is empty'],
    [
      'a column that nobody can name',
      { csv: 'name,to ken\nann,1\n' },
      {},
      'users.csv:1: column 2 needs a name of letters, digits, `_` and `-`',
    ],
    [
      'a column twice',
      { csv: 'name,token,token\nann,1,2\n' },
      {},
      'users.csv:1: column 3 has the name of an earlier one',
    ],
    [
      'a column that is missing',
      { csv: 'name,tokn\nann,1\n' },
      {},
      /^\/voting\.json:\d+:\d+: `transport\.socket-io\.auth\.token` names a column that the users do not have: `token`; did you mean `tokn`\?$/,
    ],
    [
      'JSON that is none',
      { json: `[\n  {"name": "ann", "token": "${secret}" oops}\n]` },
      {},
      /^users\.json:2:\d+: not valid JSON$/,
    ],
    [
      'JSON that is no list',
      { json: '{"name": "ann"}' },
      {},
      'users.json: must be a list of users, such as [{"name": "ann"}], but is a map',
    ],
    [
      'JSON with a missing key',
      { json: `[\n  {"name": "ann", "token": "1"},\n  {"name": "bob", "tokn": "${secret}"}\n]` },
      {},
      'users.json:3:3: this user has no `token`, and the first one does; is it `tokn`?',
    ],
    [
      'JSON with more than plain values',
      { json: '[\n  {"name": "ann", "token": [1]}\n]' },
      {},
      'users.json:2:3: `token` must be text, a number or a boolean',
    ],
  ] as const)('%s', async (_, files: { csv?: string; json?: string }, more, message) => {
    const from =
      files.csv !== undefined ? 'users.csv' : files.json !== undefined ? 'users.json' : 'nobody.csv';
    const text = files.csv ?? files.json;
    const told = await problemOf(loaded(text === undefined ? {} : { [from]: text }, { from, ...more }));
    if (typeof message === 'string') expect(told).toBe(message);
    else expect(told).toMatch(message);
    expect(told).not.toContain(secret);
  });

  test.each([
    [{ from: 'users.txt' }, /ends in `\.csv` or `\.json`/],
    [{ from: 'users.csv', cuont: 2 }, /unknown key `cuont`; did you mean `count`\?/],
    [{ from: 7 }, /users/],
    [4, /users: \{from: users\.csv\}/],
  ] as const)('%j', async (users, message) => {
    expect(await problemOf(loaded({ 'users.csv': csv }, users))).toMatch(message);
  });

  test('a function that throws, makes no map or no name, or has no count', () => {
    expect(told({ from: thrower, count: 1 })).toBe('users.from(0): threw TypeError');
    expect(told({ from: () => 7, count: 1 })).toBe('users.from(0): every user must be a map with a `name`');
    expect(told({ from: () => ({ token: secret }), count: 1 })).toMatch(/has no column `name`/);
    expect(told({ from: () => ({ name: 'ann', token: 'x' }), count: 2 })).toMatch(/repeats the name `ann`/);
    expect(told({ from: () => ({ name: 'ann', token: 'x' }) })).toMatch(/count/);
  });
});
