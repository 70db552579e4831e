import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { expectRun, simulateScenario } from '../../src/testing/index.js';

const here = (path: string): string => join(import.meta.dirname, path);
const page = readFileSync(here('../../docs/testing.md'), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'gu'))].map(
    ([, body]) => body ?? '',
  );
const run = promisify(execFile);

describe('docs/testing.md', () => {
  it('has as code what runs as a test, and nothing else', () => {
    const files = readdirSync(here('docs')).map((name) => readFileSync(here(`docs/${name}`), 'utf8'));
    const texts = files.map((text) => text.replaceAll(/^ *\/\/ oxlint-disable.*\n/gmu, ''));
    expect([...blocks('ts'), ...blocks('js')].sort()).toEqual(texts.sort());
  });

  it('has an example for node:test that passes there', async () => {
    const { stdout } = await run(process.execPath, ['--test', here('docs/node-test.mjs')]);
    expect(stdout).toMatch(/pass 1\b/u);
  });

  it('has one for jest that passes where its words mean the same', async () => {
    const words = `globalThis.test = require('node:test').test; require(${JSON.stringify(here('docs/jest.cjs'))})`;
    const { stdout } = await run(process.execPath, ['--eval', words]);
    expect(stdout).toMatch(/pass 1\b/u);
  });

  it('shows the message that is thrown', async () => {
    const report = await simulateScenario('voting', { bug: 'wrong-key', users: 12, resources: 4 });
    const message = blocks('text')[0]?.trimEnd() ?? '';
    expect(() => expectRun(report).toObeyModel()).toThrow(message);
  });
});
