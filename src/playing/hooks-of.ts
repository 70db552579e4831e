import type { Plan } from '../plan/plan.js';
import { randomOf } from '../plan/random.js';
import { durationUs } from '../scenario/duration.js';
import type { Scenario } from '../scenario/scenario.js';
import type { HookSettings } from '../session/contract.js';
import type { LearnedSecrets } from './learned-secrets.js';

/** What a scenario's users do around acting, and what their hooks are told; `null` where they do nothing. */
export function hooksOf(scenario: Scenario, target: string, { learn }: LearnedSecrets): HookSettings | null {
  const { session, file, userColumns, seed, run, timing, wire } = scenario;
  const hooks = session ?? (maySetCookies(scenario) ? {} : null);
  if (hooks === null) return null;
  return {
    hooks,
    groupOf: (user) => groupNameOf(scenario, user),
    columnsOf: (user) =>
      Object.fromEntries(Object.entries(userColumns).map(([name, values]) => [name, values[user] ?? ''])),
    target,
    file,
    seed,
    run,
    learn,
    timeoutUs: timing.timeoutUs,
    durationUs: (text) => durationUs(text, 's'),
    randomOf: (name) => randomOf(seed, name),
    anyFrameAnswers: wire.correlation === 'order' && wire.isSelective !== true,
  };
}

/** Whether users keep cookies although no hook asks for any: behind a balancer a session of many requests may hang on one. */
function maySetCookies({ target, transport, groupTransports }: Scenario): boolean {
  if (target.kind === 'embedded' || transport.kind !== 'socket-io') return false;
  return [transport.transports, ...Object.values(groupTransports)].some((names) => names.includes('polling'));
}

/** Which users stay to the end of the run although they never act. */
function listenersOf(scenario: Pick<Scenario, 'groups'>): (user: number) => boolean {
  const silent = new Set(scenario.groups.flatMap(({ name, acts }) => (acts === 'never' ? [name] : [])));
  return (user) => silent.has(groupNameOf(scenario, user) ?? '');
}

/**
 * Who stays to the end: whoever only listens, and all but visitors where the state is read at the end, because
 * what a server keeps of a user may go with its connection. Where it keeps members, visitors stay as well.
 */
export function stayersOf(
  { groups, stateChecks }: Pick<Scenario, 'groups' | 'stateChecks'>,
  { header: { arrivesAtUs } }: Plan,
): (user: number) => boolean {
  if (stateChecks.some(({ kind }) => kind === 'members')) return () => true;
  const listens = listenersOf({ groups });
  const isRead = stateChecks.length > 0;
  return (user) => listens(user) || (isRead && (arrivesAtUs?.[user] ?? null) === null);
}

/** The group of a user; `null` where users are all alike. */
export function groupNameOf({ groups }: Pick<Scenario, 'groups'>, user: number): string | null {
  let from = 0;
  for (const { name, users } of groups) {
    from += users;
    if (user < from) return name;
  }
  return null;
}
