import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { limiters, versions } from './known.js';
import { traps } from './traps.js';

const page = readFileSync('docs/limiters.md', 'utf8');
const sources = readdirSync('test/limiters')
  .filter((name) => name.endsWith('.test.ts') && name !== 'docs.test.ts')
  .map((name) => readFileSync(`test/limiters/${name}`, 'utf8'))
  .join('\n');

/** The cells of every row of the tables, without the padding. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^[|\s:-]+$/.test(line))
  .map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );

const named = (name: string) => {
  const known = versions as Readonly<Record<string, string>>;
  return name in known ? `${name} ${known[name]}` : name;
};

const packages: Readonly<Record<string, string>> = {
  rlf: 'rate-limiter-flexible',
  'rlf-redis': 'rate-limiter-flexible',
  erl: 'express-rate-limit',
  limiter: 'limiter',
  bottleneck: 'bottleneck',
  upstash: '@upstash/ratelimit',
  'p-throttle': 'p-throttle 8.1.0',
  nestjs: '@nestjs/throttler 6.5.1',
  colyseus: 'Colyseus 0.17.43',
  'redis-cell': 'redis-cell',
  nginx: 'nginx',
};

/** What the page must hold, as the tests found it. */
const expected = [
  ['Library', 'Used as', 'In a scenario', 'Mind'],
  ...Object.values(limiters).map(({ package: name, use, model, advice }) => [
    named(name),
    use,
    model,
    advice,
  ]),
  ['Library', 'Trap', 'Found'],
  ...Object.entries(traps).map(([id, { text, found }]) => {
    const prefix = id.split('/')[0];
    const where = prefix === 'rlf-redis' ? ', Redis' : '';
    return [`${named(packages[prefix])}${where}`, text, found];
  }),
];

describe('docs/limiters.md', () => {
  it('has the tables that the tests found', () => {
    expect(rows).toEqual(expected);
  });

  it('speaks of the versions that are installed', () => {
    const installed = Object.keys(versions).map((name) => {
      const text = readFileSync(`node_modules/${name}/package.json`, 'utf8');
      return [name, (JSON.parse(text) as { version: string }).version];
    });
    expect(Object.fromEntries(installed)).toEqual(versions);
  });

  it('claims nothing that no test tries', () => {
    const tried = new Set([...sources.matchAll(/\btrap\(\s*'([^']+)'/g)].map((match) => match[1]));
    const claimed = Object.entries(traps).filter(([, { found }]) => found !== 'not tried');
    expect([...tried].sort()).toEqual(claimed.map(([id]) => id).sort());
    const driven = new Set([...sources.matchAll(/(?:\bof: |limiters\[)'([^']+)'/g)].map((match) => match[1]));
    expect([...driven].sort()).toEqual(Object.keys(limiters).sort());
  });
});
