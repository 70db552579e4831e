import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Choice } from '../../src/cli/init/choice.js';
import { filesOf } from '../../src/cli/init/files.js';
import { installable } from '../../src/cli/init/next-steps.js';
import { planFor } from '../../src/plan-for.js';
import { sha256 } from '../../src/playing/sha256.js';
import { loadScenario } from '../../src/scenario/load.js';
import { projectWith } from './init-project.js';

const folder = mkdtempSync(join(tmpdir(), 'turnwise-init-texts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const choices: readonly Choice[] = [null, 'https://staging.example.com'].flatMap((target) =>
  (['socket-io', 'ws'] as const).flatMap((transport) =>
    (['yaml', 'ts'] as const).map((language) => ({
      target,
      transport,
      language,
      runner: 'vitest',
      modules: 'esm',
      ci: 'github',
    })),
  ),
);

it('installs the clone that is running, and by name only what was installed by name', () => {
  expect(installable('/home/ann/turnwise')).toBe('/home/ann/turnwise');
  expect(installable('/home/ann/my work/turnwise')).toBe("'/home/ann/my work/turnwise'");
  expect(installable('/home/ann/seats/node_modules/turnwise')).toBe('turnwise');
});

describe('what init writes', () => {
  it('is a scenario with a plan, whatever was chosen, and the same in both languages', async () => {
    for (const choice of choices) {
      const [scenario] = filesOf(choice);
      const file = join(folder, `first.${choice.language}`);
      writeFileSync(file, scenario?.text ?? '');
      const loaded = await loadScenario(file, { env: {}, run: 'run1', digest: sha256 });
      expect(planFor(loaded, sha256).header.warnings, scenario?.text).toEqual([]);
      expect(loaded.thresholds).toHaveLength(3);
      expect(loaded.transport.kind).toBe(choice.transport);
      const other = choices.find(
        (each) => JSON.stringify(each) === JSON.stringify({ ...choice, language: 'yaml' }),
      );
      const yaml = parse(filesOf(other ?? choice)[0]?.text ?? '') as object;
      writeFileSync(join(folder, 'other.json'), JSON.stringify(yaml));
      expect(
        (await loadScenario(join(folder, 'other.json'), { env: {}, run: 'run1', digest: sha256 })).hash,
      ).toBe(loaded.hash);
    }
  });

  it('names seats anew in each run where the server may remember the last one', () => {
    const texts = choices.map((choice) => [choice.target, filesOf(choice)[0]?.text.includes('-${run}')]);
    expect(new Set(texts.map((text) => JSON.stringify(text)))).toEqual(
      new Set(['[null,false]', '["https://staging.example.com",true]']),
    );
  });
});

describe('turnwise init', () => {
  const vitest = projectWith({
    name: 'seats',
    type: 'module',
    devDependencies: { vitest: '4.1.12', turnwise: '0.1.0' },
  });
  const file = (name: string) => readFileSync(join(vitest.folder, name), 'utf8');

  it('writes what passes as it is: plan, run, and a test for vitest', { timeout: 180_000 }, async () => {
    const { output, code } = await vitest.sh('npx turnwise init --gitignore');
    expect(code, output).toBe(0);
    expect(output).toContain(
      'wrote turnwise/first.yaml\nwrote turnwise/first.test.ts\nadded runs/ to .gitignore\n',
    );
    const commands = output.split('Next:\n')[1]?.trim().split(/\n\s*/u) ?? [];
    expect(commands).toEqual([
      'npx turnwise plan turnwise/first.yaml',
      'npx turnwise run turnwise/first.yaml',
      'npx vitest run turnwise/first.test.ts',
    ]);
    for (const command of commands) {
      const ended = await vitest.sh(command);
      expect(ended.code, ended.output).toBe(0);
    }
    const traced = /npx turnwise run .*--trace.*/u.exec(file('turnwise/first.yaml'))?.[0] ?? '';
    const ended = await vitest.sh(traced);
    expect(ended.code, ended.output).toBe(0);
    expect(ended.output).toContain('"seat-0"');
  });

  it('overwrites nothing, and says what is in the way', async () => {
    const before = file('turnwise/first.yaml');
    const { output, code } = await vitest.sh('npx turnwise init --gitignore --ci github');
    expect(code).toBe(3);
    expect(output).toContain('turnwise/first.yaml and turnwise/first.test.ts are there already');
    expect(existsSync(join(vitest.folder, '.github'))).toBe(false);
    expect(file('turnwise/first.yaml')).toBe(before);
    expect(file('.gitignore')).toBe('runs/\n');
  });

  it('takes a folder, TypeScript and node --test', { timeout: 120_000 }, async () => {
    const { output, code } = await vitest.sh(
      'npx turnwise init api --ts --node && node --test api/turnwise/first.test.mjs',
    );
    expect(code, output).toBe(0);
    expect(output).toMatch(/\n {2}cd api\n {2}npm install -D turnwise\n/u);
  });

  it('takes jest where that is there, without what its modules cannot do', async () => {
    const jest = projectWith({ name: 'seats', devDependencies: { jest: '30' } });
    writeFileSync(join(jest.folder, '.gitignore'), 'node_modules');
    const { output, code } = await jest.sh(
      'npx turnwise init --gitignore --target wss://seats.example.com/socket',
    );
    expect(code, output).toBe(0);
    expect(output).toContain('NODE_OPTIONS=--experimental-vm-modules npx jest turnwise/first.test.js');
    expect(readFileSync(join(jest.folder, '.gitignore'), 'utf8')).toBe('node_modules\nruns/\n');
    const text = readFileSync(join(jest.folder, 'turnwise/first.test.js'), 'utf8');
    expect(text).not.toMatch(/^import/mu);
    expect(readFileSync(join(jest.folder, 'turnwise/first.yaml'), 'utf8')).toMatch(
      /^target: wss:\/\/seats.example.com\/socket\ntransport: ws$/mu,
    );
    const ended = await jest.sh(
      'node --check turnwise/first.test.js && npx turnwise plan turnwise/first.yaml',
    );
    expect(ended.code, ended.output).toBe(0);
  });

  it.each([
    ['--ci jenkins', 'github, gitlab'],
    ['--jest --node', 'cannot be used with'],
    ['--target seats.example.com', 'is no address'],
    [`--target "http://a'b"`, 'is no address'],
    ['package.json', 'this is no folder'],
    ['--gihub', 'unknown option'],
  ])('refuses %s', async (words, message) => {
    const { output, code } = await vitest.sh(`npx turnwise init ${words}`);
    expect(output).toContain(message);
    expect(code).toBe(3);
  });
});
