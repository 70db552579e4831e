import { statSync } from 'node:fs';
import { noLatency } from '../report/latency.js';
import { deliveryDoubts } from '../report/delivery-verdict.js';
import type { RunFacts } from '../report/report-of.js';
import type { Report } from '../report/report.js';
import { stateDoubts } from '../report/state-verdict.js';
import { storedReport } from './stored-report.js';

/** What only the process that played a run could see of it, and no judging changes. */
export interface SeenByRun extends Pick<RunFacts, 'connections' | 'harness'> {
  readonly startedAtMs: number;
  /** What the run itself judged, and found nothing to hold against. */
  readonly foundRight: readonly ('state' | 'delivery')[];
}

const nothing: SeenByRun = {
  connections: { bytesIn: 0, bytesOut: 0 },
  harness: { eventLoopDelay: noLatency, cpuUs: 0, rssBytes: 0 },
  startedAtMs: 0,
  foundRight: [],
};

/** From the report in the folder of a run, where it is one of the same plan; else nobody knows, as after `kill -9`. */
export function seenByRun(path: string, planHash: string | null): SeenByRun {
  const report = reportIn(path);
  if (report === null || planHash === null || report.plan.hash !== planHash) return nothing;
  const { bytesIn, bytesOut } = report.connections;
  const { eventLoopDelay, cpuUs, rssBytes } = report.harness;
  return {
    connections: { bytesIn, bytesOut },
    harness: { eventLoopDelay, cpuUs, rssBytes },
    startedAtMs: Date.parse(report.environment.startedAt) || 0,
    foundRight: [
      ...(isStateRight(report) ? (['state'] as const) : []),
      ...(isDeliveryRight(report) ? (['delivery'] as const) : []),
    ],
  };
}

function isStateRight({ state }: Report): boolean {
  return state !== null && state.violations.length === 0 && stateDoubts(state).length === 0;
}

function isDeliveryRight({ delivery }: Report): boolean {
  return delivery !== null && delivery.violationCount === 0 && deliveryDoubts(delivery).length === 0;
}

/** A folder without a report, or with one that cannot be read, can be judged all the same. */
function reportIn(path: string): Report | null {
  try {
    return statSync(path).isDirectory() ? storedReport(path) : null;
  } catch {
    return null;
  }
}
