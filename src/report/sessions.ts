import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import { clip } from './clip.js';
import { noLatency } from './latency.js';
import type { Measured } from './metrics.js';
import { byCodeUnit, byName } from './order.js';
import type { Report } from './report.js';

const reasonsMost = 10;
const secondUs = 1_000_000;

/** What users did around acting: how long their hooks took, what failed or blocked, and how fast they came. */
export function sessionsOf({ events }: History, { hooks }: Measured): Report['sessions'] {
  const failed = new Map<string, Map<string, number>>();
  const blocked = new Map<string, { times: number; longestUs: number }>();
  for (const event of events) {
    if (event.kind === 'hook-failed') countFailure(failed, event);
    if (event.kind === 'hook-blocked') countBlock(blocked, event);
  }
  const names = new Set([...Object.keys(hooks), ...failed.keys(), ...blocked.keys()]);
  return {
    hooks: [...names].sort(byName).map((hook) => {
      const reasons = [...(failed.get(hook) ?? [])].sort((a, b) => b[1] - a[1] || byCodeUnit(a[0], b[0]));
      const { times = 0, longestUs = null } = blocked.get(hook) ?? {};
      return {
        hook,
        latency: Object.hasOwn(hooks, hook) ? (hooks[hook] ?? noLatency) : noLatency,
        failed: reasons.reduce((sum, [, count]) => sum + count, 0),
        reasons: Object.fromEntries(reasons.slice(0, reasonsMost)),
        blocked: { times, longestUs },
      };
    }),
    connectsPerSecond: connectsOf(events),
  };
}

function countFailure(
  failed: Map<string, Map<string, number>>,
  { hook, reason }: Extract<HistoryEvent, { kind: 'hook-failed' }>,
): void {
  const reasons = failed.get(hook) ?? new Map<string, number>();
  const text = clip(reason);
  reasons.set(text, (reasons.get(text) ?? 0) + 1);
  failed.set(hook, reasons);
}

function countBlock(
  blocked: Map<string, { times: number; longestUs: number }>,
  { hook, blockedUs }: Extract<HistoryEvent, { kind: 'hook-blocked' }>,
): void {
  const { times, longestUs } = blocked.get(hook) ?? { times: 0, longestUs: 0 };
  blocked.set(hook, { times: times + 1, longestUs: Math.max(longestUs, blockedUs) });
}

/** Connections that opened: the most in any second, and on average from the first to the last, if that is a second. */
function connectsOf(events: readonly HistoryEvent[]): Report['sessions']['connectsPerSecond'] {
  const times = events.flatMap((event) => (event.kind === 'connection-opened' ? [event.atUs] : []));
  times.sort((a, b) => a - b);
  const spanUs = (times.at(-1) ?? 0) - (times[0] ?? 0);
  let peak = 0;
  let from = 0;
  for (const [index, atUs] of times.entries()) {
    while ((times[from] ?? atUs) <= atUs - secondUs) from++;
    peak = Math.max(peak, index - from + 1);
  }
  return {
    peak: times.length === 0 ? null : peak,
    mean: spanUs < secondUs ? null : (times.length / spanUs) * secondUs,
  };
}
