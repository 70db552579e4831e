import type { Companion, RunHandle } from './companion.js';

const everyUs = 1_000_000;

/** Writes down once a second what has come and gone on all connections so far, and how many are open. */
export function trafficSamples(): Companion {
  let timer: { unsubscribe(): void } | null = null;
  let handle: RunHandle | null = null;
  const look = (): void => {
    if (handle === null) return;
    const { scheduler, emit, traffic } = handle;
    const atUs = Math.ceil(scheduler.nowUs());
    emit({ kind: 'event', event: { kind: 'traffic', atUs, ...traffic() } });
  };
  const next = (dueUs: number): void => {
    if (handle === null) return;
    const { scheduler } = handle;
    timer = scheduler.at(dueUs, () => {
      if (handle?.stop.aborted === true) return;
      look();
      // What was missed is not made up for.
      next(Math.max(dueUs + everyUs, scheduler.nowUs()));
    });
  };
  return {
    start(run) {
      handle = run;
      next(run.originUs);
    },
    settled: look,
    close: () => timer?.unsubscribe(),
  };
}
