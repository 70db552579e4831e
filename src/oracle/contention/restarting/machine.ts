import type { Gaps } from '../gaps.js';
import type { Machine } from './merge.js';

/** What a limiter that every attempt restarts remembers: how many it accepted, and the last attempt. */
export interface Memory {
  readonly count: number;
  /** The last attempt was decided in the closed `[loUs, hiUs]`, at each of these instants for some choice of the earlier ones. */
  readonly loUs: number;
  readonly hiUs: number;
  /** Whether that was one nobody saw answered: then it is only there to keep the time from running out. */
  readonly isIdle: boolean;
}

/** Nobody has tried yet. */
export const untouched: Memory = { count: 0, loUs: -Infinity, hiUs: -Infinity, isIdle: false };

/**
 * Every attempt starts the time again; `slots` are accepted until it runs out once. The reachable
 * instants of the last attempt form one interval, whatever came before, since each move takes all
 * instants from the earliest on, up to the latest.
 */
export function restartingMachine(slots: number, { acceptUs, refuseUs }: Gaps): Machine<Memory> {
  const afresh = ({ loUs, isIdle }: Memory, startUs: number, endUs: number): readonly Memory[] =>
    // Had the idle attempt not happened, the time would have run out as well.
    isIdle ? [] : nonEmpty(1, Math.max(startUs, loUs + acceptUs), endUs);
  const goingOn = (memory: Memory, count: number, startUs: number, endUs: number): readonly Memory[] =>
    nonEmpty(count, Math.max(startUs, memory.loUs), Math.min(endUs, memory.hiUs + refuseUs - 1));
  const accepted: Machine<Memory>['accepted'] = (memory, startUs, endUs) => {
    const fresh = afresh(memory, startUs, endUs);
    return memory.count < slots ? [...fresh, ...goingOn(memory, memory.count + 1, startUs, endUs)] : fresh;
  };
  const rejected: Machine<Memory>['rejected'] = (memory, startUs, endUs) =>
    memory.count < slots ? [] : goingOn(memory, memory.count, startUs, endUs);
  return {
    accepted,
    rejected,
    unseen: (memory, startUs, endUs) =>
      [...accepted(memory, startUs, endUs), ...rejected(memory, startUs, endUs)].map((next) => ({
        ...next,
        isIdle: true,
      })),
    earliestUs: ({ loUs }) => loUs,
    covers: (other, memory) =>
      other.count === memory.count &&
      other.loUs <= memory.loUs &&
      other.hiUs >= memory.hiUs &&
      (memory.isIdle || !other.isIdle),
  };
}

function nonEmpty(count: number, loUs: number, hiUs: number): readonly Memory[] {
  return loUs > hiUs ? [] : [{ count, loUs, hiUs, isIdle: false }];
}
