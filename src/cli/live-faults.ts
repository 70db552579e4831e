import type { HistoryEvent } from '../history/action.js';
import type { PlannedFault } from '../plan/plan.js';

/** The trouble that a run makes at the moment. */
export interface LiveFaults {
  take(event: HistoryEvent): void;
  /** The latest one that is on, empty where none is; `null` where none was planned. */
  text(nowUs: number): string | null;
}

/** How long a fault is shown that has only a beginning. */
const momentUs = 2_000_000;
/** How a fault that is over is told, and one that could not be ended. */
const over = /^(?:not )?over: /u;

export function liveFaults(planned: readonly PlannedFault[]): LiveFaults {
  let on: { readonly fault: string; readonly text: string; readonly untilUs: number }[] = [];
  return {
    take(event) {
      if (event.kind !== 'fault') return;
      const { fault, text, atUs, untilUs } = event;
      if (over.test(text)) {
        const first = on.find((one) => one.fault === fault && text.endsWith(one.text)) ?? on[0];
        on = on.filter((one) => one !== first);
        return;
      }
      // What lasts is on until it is said to be over: a server may take longer than planned to come back.
      const lasts = untilUs !== undefined && untilUs > atUs;
      on.push({ fault, text, untilUs: lasts ? Number.POSITIVE_INFINITY : atUs + momentUs });
    },
    text(nowUs) {
      if (planned.length === 0) return null;
      on = on.filter(({ untilUs }) => untilUs > nowUs);
      const last = on.at(-1);
      return last === undefined ? '' : `${last.fault}: ${last.text}`;
    },
  };
}
