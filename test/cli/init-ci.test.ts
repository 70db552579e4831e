import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { githubText } from '../../src/cli/init/ci/github.js';
import { gitlabText } from '../../src/cli/init/ci/gitlab.js';
import type { Choice } from '../../src/cli/init/choice.js';
import { program } from '../../src/cli/program.js';
import { projectWith } from './init-project.js';

const choice: Choice = {
  target: null,
  transport: 'socket-io',
  language: 'yaml',
  runner: 'vitest',
  modules: 'esm',
  ci: null,
};
const page = readFileSync(new URL('../../docs/ci.md', import.meta.url), 'utf8');

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: { readonly path?: string };
}
interface GithubJob {
  readonly steps: readonly Step[];
  readonly if?: string;
}
interface GitlabJob {
  readonly script: readonly string[];
  readonly before_script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[] };
  readonly rules?: readonly object[];
}
const github = parse(githubText(choice)) as {
  readonly jobs: Readonly<Record<'gate' | 'long', GithubJob>>;
  readonly env: Readonly<Record<string, string>>;
};
const gitlab = parse(gitlabText(choice)) as Readonly<
  Record<'.turnwise' | 'turnwise' | 'turnwise-long', GitlabJob>
>;

const linesOf = ({ steps }: GithubJob): readonly string[] =>
  steps.flatMap(({ run }) => (run === undefined || run.startsWith('npm ') ? [] : [run]));
const { gate, long } = github.jobs;
const stages: Readonly<Record<string, readonly string[]>> = {
  'github: gate': linesOf(gate),
  'github: long': linesOf(long),
  'gitlab: turnwise': ['mkdir -p reports baseline', ...gitlab.turnwise.script],
};

/** The commands of a script, each in one line, however it is broken. */
const commands = (lines: readonly string[]) =>
  lines.flatMap((text) =>
    text
      .replaceAll(/\\?\n\s*/gu, ' ')
      .split(/ (?=npx)/u)
      .filter((line) => line.startsWith('npx'))
      .map((line) => line.replaceAll(/\s+/gu, ' ').trim()),
  );

describe('the recipes for CI', () => {
  it('are those of docs/ci.md', () => {
    const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, text]) => text);
    expect(blocks).toEqual([githubText(choice), gitlabText(choice)]);
  });

  it('name commands and flags that there are', () => {
    const flags = new Map(
      program().commands.map((one) => [one.name(), one.options.map(({ long: flag }) => flag)]),
    );
    const all = Object.values(stages).flat().join('\n').replaceAll('\\\n', ' ');
    const calls = [...all.matchAll(/npx turnwise (\w+)([^\n]*)/gu)];
    expect(calls).toHaveLength(6);
    for (const [line, name = '', rest = ''] of calls)
      for (const [flag] of rest.matchAll(/(?<=[\s/])--[a-z-]+/gu))
        expect(flags.get(name), line).toContain(flag);
  });

  it('publish reports only, and run the long stage when asked for', () => {
    const published = [
      ...[gate, long].flatMap(({ steps }) =>
        steps.filter(({ uses }) => uses?.startsWith('actions/upload')).map((step) => step.with?.path),
      ),
      ...gitlab['.turnwise'].artifacts.paths,
    ];
    expect(published).toEqual(['reports/', 'reports/', 'reports/']);
    expect(long.if).toContain('inputs.long');
    expect(gitlab['turnwise-long'].rules).toHaveLength(2);
  });

  it('play the same long stage, wherever it is', () => {
    expect(commands(gitlab['turnwise-long'].script)).toEqual(commands(linesOf(long)));
  });

  it('plan instead of simulating where the server is at an address', () => {
    const own = { ...choice, target: 'https://staging.example.com' };
    for (const text of [githubText(own), gitlabText(own)]) {
      expect(parse(text)).toBeTypeOf('object');
      expect(text).toMatch(/npx turnwise plan "\$SCENARIO"$/mu);
      expect(text).not.toContain('turnwise simulate');
    }
  });
});

describe('their lines, run one after the other', () => {
  const project = projectWith({ name: 'seats', type: 'module' });
  const path = (name: string): string => join(project.folder, name);
  const summary = path('summary-of-the-job.md');
  const variables = `export SCENARIO=${github.env['SCENARIO']} GITHUB_STEP_SUMMARY=${summary} CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main`;
  /** Two plays of two steps show the same as ten whole ones. */
  const play = (lines: readonly string[]) => {
    const short = lines.map((line) => line.replace('--repeat 10', '--repeat 2 --steps 2'));
    return project.sh(['set -e', variables, ...short].join('\n'));
  };
  it('find a scenario', async () => {
    const { code, output } = await project.sh('npx turnwise init');
    expect(code, output).toBe(0);
  });

  it.each(Object.entries(stages))('%s', { timeout: 240_000 }, async (_, lines) => {
    const { code, output } = await play(lines);
    expect(code, output).toBe(0);
  });

  it('leave what is published behind, compared with the last green run', () => {
    expect(readFileSync(summary, 'utf8')).toContain('first');
    for (const name of ['summary.md', 'junit.xml', 'report.html', 'repeat.md', 'worst.html', 'mutants.xml'])
      expect(existsSync(path(`reports/${name}`)), name).toBe(true);
    const report = JSON.parse(readFileSync(path('baseline/report.json'), 'utf8')) as object;
    expect(report).toMatchObject({ verdict: 'pass', scenario: { name: 'first' } });
    expect(report).toHaveProperty('comparison');
  });

  it('end at a run that fails, with its verdict in the summary of the job', { timeout: 60_000 }, async () => {
    mkdirSync(path('reports'), { recursive: true });
    writeFileSync(summary, '');
    const lines = stages['github: gate']?.map((line) =>
      line.replace(
        'turnwise run "$SCENARIO"',
        'turnwise run "$SCENARIO" --steps 2 --set target.bug=wrong-key',
      ),
    );
    const [, run = '', , show = ''] = lines ?? [];
    expect((await play([run])).code).toBe(1);
    await play([show]);
    expect(readFileSync(summary, 'utf8')).toMatch(/fail/iu);
  });
});
