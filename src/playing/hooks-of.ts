import { randomOf } from '../plan/random.js';
import { durationUs } from '../scenario/duration.js';
import type { Scenario } from '../scenario/scenario.js';
import type { HookSettings } from '../session/contract.js';
import type { LearnedSecrets } from './learned-secrets.js';

/** What a scenario's users do around acting, and what their hooks are told; `null` where they do nothing. */
export function hooksOf(scenario: Scenario, target: string, { learn }: LearnedSecrets): HookSettings | null {
  const { session: hooks, userColumns, seed, run, timing, wire } = scenario;
  if (hooks === null) return null;
  const groups = groupNamesOf(scenario);
  return {
    hooks,
    groupOf: (user) => groups[user] ?? null,
    columnsOf: (user) =>
      Object.fromEntries(Object.entries(userColumns).map(([name, values]) => [name, values[user] ?? ''])),
    ...{ target, seed, run, learn },
    timeoutUs: timing.timeoutUs,
    durationUs: (text) => durationUs(text, 's'),
    randomOf: (name) => randomOf(seed, name),
    anyFrameAnswers: wire.correlation === 'order' && wire.isSelective !== true,
  };
}

/** Which users stay to the end of the run although they never act. */
export function listenersOf({ groups }: Scenario): (user: number) => boolean {
  const listens = groups.flatMap(({ users, acts }) => Array.from({ length: users }, () => acts === 'never'));
  return (user) => listens[user] ?? false;
}

function groupNamesOf({ groups }: Scenario): readonly string[] {
  return groups.flatMap(({ name, users }) => Array.from({ length: users }, () => name));
}
