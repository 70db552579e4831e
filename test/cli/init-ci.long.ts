import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stages, variablesOf } from './ci-stages.js';
import { projectWith } from './init-project.js';

describe('the lines of all stages, run one after the other', () => {
  const project = projectWith({ name: 'seats', type: 'module' });
  const path = (name: string): string => join(project.folder, name);
  const summary = path('summary-of-the-job.md');
  /** Two plays of two steps show the same as ten whole ones. */
  const play = (lines: readonly string[]) => {
    const short = lines.map((line) => line.replace('--repeat 10', '--repeat 2 --steps 2'));
    return project.sh(['set -e', variablesOf(summary), ...short].join('\n'));
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
