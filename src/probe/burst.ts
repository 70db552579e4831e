import type { History } from '../history/history.js';
import type { ProbeSpec, Round } from './contract.js';
import type { Evidence } from './evidence.js';
import { gapOf } from './situation.js';

/** The first burst; each one after it is four times as long. */
const firstBurst = 8;

/** A burst takes no more than this share of all actions. */
const shareOfActions = 3;

/**
 * How many at once: one user on one resource as fast as their order is certain, more and more until
 * something is refused. `null`: all that can be afforded was accepted.
 */
export function burstOf(
  spec: ProbeSpec,
  rounds: readonly Round[],
  { history, endUs }: Evidence,
): Omit<Round, 'name'> | null {
  const { budget, longestUs, fresh } = spec;
  const most = Math.floor(budget.actions / shareOfActions);
  const last = rounds.at(-1)?.steps.length ?? 0;
  const count = Math.min(last === 0 ? firstBurst : 4 * last, most);
  if (count <= last || history.length + count > budget.actions || endUs + longestUs > budget.timeUs)
    return null;
  const gapUs = gapOf(spec);
  return {
    asks: 'how many at once',
    restUs: rounds.length === 0 && fresh ? 0 : longestUs,
    steps: Array.from({ length: count }, (_, index) => ({ user: 0, resource: 0, atUs: index * gapUs })),
  };
}

/** Whether anything was refused. */
export function isBurstOver(history: History): boolean {
  for (let row = 0; row < history.length; row++) if (history.outcomeAt(row) === 'rejected') return true;
  return false;
}
