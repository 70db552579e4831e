import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { redisTests } from '../limiters/redis-tests.js';
import { checkSlowMode } from './docs/redis-lua.js';

const here = (path: string) => new URL(path, import.meta.url);
const page = readFileSync(here('../../docs/property-testing.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(([, body]) => body);
const filesIn = (folder: string) =>
  readdirSync(here(folder)).map((name) => readFileSync(here(`${folder}/${name}`), 'utf8'));
/** Lines without what they are indented by, as snapshots in tests are. */
const flat = (text: string) => text.replace(/^ +/gmu, '');

describe('docs/property-testing.md', () => {
  it('has as code what runs as a test, and nothing else', () => {
    const files = filesIn('docs').map((text) => text.replace(/^\/\/ oxlint-disable.*\n/u, ''));
    expect([...blocks('ts'), ...blocks('js')].sort()).toEqual(files.sort());
  });

  it('shows messages that the examples get', () => {
    const examples = filesIn('examples').map(flat);
    const shown = blocks('text').map(flat);
    expect(shown.map((text) => examples.some((example) => example.includes(text.trim())))).toEqual([
      true,
      true,
    ]);
  });

  it('has an example for node:test that passes there', async () => {
    const file = here('docs/node-test.mjs').pathname;
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', file]);
    expect(stdout).toMatch(/pass 1\b/u);
  });

  const { test } = redisTests();
  test('has an example for Redis that passes', (redis) => checkSlowMode(redis));
});
