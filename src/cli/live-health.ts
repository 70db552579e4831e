import type { HistoryEvent } from '../history/action.js';
import type { LiveSnapshot } from '../reporters/live.js';
import type { Clock } from '../runtime/clock.js';

/** How the generator fares. */
export interface LiveHealth {
  take(event: HistoryEvent): void;
  word(latenessP99Us: number | null): LiveSnapshot['health'];
}

/** The report finds the same too much. */
const lateUsMost = 50_000;
const cpuShareMost = 0.9;
/** Over a shorter time a process that starts up is always busy. */
const elapsedUsLeast = 2_000_000;

/** Asks for the processor time of this process only when somebody looks. */
export function liveHealth(usage: () => { readonly cpuUs: number }, clock: Clock): LiveHealth {
  const before = { cpuUs: usage().cpuUs, atUs: clock.nowUs() };
  let isVoid = false;
  const isBusy = (): boolean => {
    const elapsedUs = clock.nowUs() - before.atUs;
    return elapsedUs >= elapsedUsLeast && (usage().cpuUs - before.cpuUs) / elapsedUs > cpuShareMost;
  };
  return {
    take(event) {
      if (event.kind === 'clock-untrusted') isVoid = true;
    },
    word(latenessP99Us) {
      if (isVoid) return 'void';
      if ((latenessP99Us ?? 0) > lateUsMost) return 'late';
      return isBusy() ? 'busy' : 'ok';
    },
  };
}
