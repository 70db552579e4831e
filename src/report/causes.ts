import type { HistoryEvent } from '../history/action.js';
import { clip } from './clip.js';
import type { RunEvidence } from './evidence.js';
import { byCodeUnit } from './order.js';
import { plural } from './words.js';

/** Hooks of sessions that failed: for how many users, and the most frequent failure. */
export interface HookFailures {
  readonly users: number;
  readonly hook: string;
  /** Of that hook: the most frequent one. */
  readonly reason: string;
  /** How often that hook failed for that reason. */
  readonly times: number;
}

/** What failed most often among the hooks; `null` where none did. */
export function hookFailuresOf(events: readonly HistoryEvent[]): HookFailures | null {
  const users = new Set<string>();
  const failures = new Map<string, { hook: string; reason: string; times: number }>();
  for (const event of events) {
    if (event.kind !== 'hook-failed') continue;
    users.add(event.user);
    const reason = clip(event.reason);
    const key = `${event.hook} ${reason}`;
    const { times = 0 } = failures.get(key) ?? {};
    failures.set(key, { hook: event.hook, reason, times: times + 1 });
  }
  const [top] = [...failures].sort((a, b) => b[1].times - a[1].times || byCodeUnit(a[0], b[0]));
  return top === undefined ? null : { users: users.size, ...top[1] };
}

type Facts = Pick<RunEvidence, 'counts' | 'connections' | 'actionReasons' | 'failedHooks'>;

/** Whether connections were asked for and none was had. */
export function isNobodyIn({ connections }: Pick<RunEvidence, 'connections'>): boolean {
  return connections.opened === 0 && connections.attempted > 0;
}

/** The failed hooks, where they are why no action left; else `null`. */
export function blamedHooks(facts: Facts): HookFailures | null {
  const { counts, connections, actionReasons, failedHooks } = facts;
  if (failedHooks === null || counts.sent > 0) return null;
  if (isNobodyIn(facts)) {
    const why = topOf(connections.errors);
    return why === null || why.startsWith(`the ${failedHooks.hook} hook failed`) ? failedHooks : null;
  }
  const why = actionReasons.find(({ outcome }) => outcome === 'dropped')?.reason;
  return why === undefined || why === 'not connected' ? failedHooks : null;
}

/** Why nothing came to be judged, where no action left; nothing where some did. */
export function nothingSent(facts: Facts): readonly string[] {
  const { counts, connections, actionReasons } = facts;
  if (counts.sent > 0) return [];
  const what = isNobodyIn(facts) ? 'nobody could connect' : 'no action was sent';
  const hooks = blamedHooks(facts);
  if (hooks !== null) {
    const often = `most often \`${hooks.hook}\`: ${hooks.reason} (${plural(hooks.times, 'time')})`;
    return [`${what}: hooks failed for ${plural(hooks.users, 'user')}, ${often}`];
  }
  if (isNobodyIn(facts)) return [`${what}${mostFrequent(connections.errors)}`];
  const kept = actionReasons.find(({ outcome }) => outcome === 'dropped');
  return [kept === undefined ? what : `${what}${often(kept.reason, kept.count)}`];
}

/** `; most often: transport close (3 times)`; nothing where there is no reason. */
export function mostFrequent(errors: Readonly<Record<string, number>>): string {
  const top = topOf(errors);
  return top === null ? '' : often(top, errors[top] ?? 0);
}

function often(reason: string, times: number): string {
  return `; most often: ${reason} (${plural(times, 'time')})`;
}

function topOf(errors: Readonly<Record<string, number>>): string | null {
  const [top] = Object.entries(errors).sort((a, b) => b[1] - a[1]);
  return top === undefined ? null : top[0];
}
