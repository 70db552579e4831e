import { readFileSync } from 'node:fs';
import { turnwise } from '../cli/inside.js';

const text = readFileSync(new URL('../../docs/systems.md', import.meta.url), 'utf8');
const [, section = ''] = text.split('\n## patterns\n');
const [chapter = ''] = section.split('\n## ');

/** The rows of a table of docs/systems.md under `patterns`, by the title of its first column. */
function rowsOf(title: string): string[][] {
  const [, table = ''] = chapter.split(new RegExp(`\\n\\| ${title} .*\\n\\| -.*\\n`));
  return (table.split('\n\n')[0] ?? '')
    .trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
}

export const scenarios = ['patterns/stampede', 'patterns/dedicated', 'patterns'] as const;

/** Scenario by scenario: votes, accepted, refused, decided, verdict, known bugs caught. */
export const figures = rowsOf('scenario');

/** Bug by bug: its name, what is wrong, and for each scenario whether it is caught. */
export const bugs = rowsOf('bug');

/** What the table says of a scenario, played in simulation; all but the bugs. */
export async function played(scenario: string): Promise<string[]> {
  const { stdout } = await turnwise(['simulate', scenario, '--json', '--quiet']);
  const { actions, oracle, verdict } = JSON.parse(stdout) as {
    actions: { sent: number; accepted: number; rejected: number };
    oracle: { decided: number };
    verdict: string;
  };
  const numbers = [actions.sent, actions.accepted, actions.rejected, oracle.decided];
  return [scenario, ...numbers.map((number) => number.toLocaleString('en')), verdict];
}

/** Which of the known bugs a scenario catches, by name. */
export async function caught(scenario: string, only: readonly string[]): Promise<Map<string, string>> {
  const args = only.length === 0 ? [] : ['--only', only.join()];
  const { stdout } = await turnwise(['mutants', scenario, '--json', '--quiet', ...args]);
  const { mutants } = JSON.parse(stdout) as { mutants: { name: string; wrong: string; status: string }[] };
  const seen = mutants.filter(({ status }) => status !== 'hidden');
  return new Map(
    seen.map(({ name, status }) => [name.replace('arena/', ''), status === 'killed' ? 'yes' : '']),
  );
}
