import type { Session } from '../session/session.js';
import type { RunEvent } from './events.js';
import type { TimeScheduler } from './time-scheduler.js';

/** A turn of the event loop, long enough to take in what has arrived. */
const turnUs = 5000;
/** A turn that took no longer than this had not much to take in. */
const shortTurnUs = 15_000;
const shortTurnsInARow = 3;
/** Whoever is held up for longer than this will not catch up. */
const longestUs = 10_000_000;

/**
 * Resolves when this process has caught up with what has arrived: timers run before sockets are read, so one that
 * was held up would else take for silence what it has not looked at. On an idle machine it takes 15 ms.
 */
export async function caughtUp(
  scheduler: Pick<TimeScheduler, 'nowUs'>,
  passed: (us: number) => Promise<void>,
): Promise<void> {
  const untilUs = scheduler.nowUs() + longestUs;
  let short = 0;
  while (short < shortTurnsInARow && scheduler.nowUs() < untilUs) {
    const sinceUs = scheduler.nowUs();
    await passed(turnUs);
    short = scheduler.nowUs() - sinceUs <= shortTurnUs ? short + 1 : 0;
  }
}

/** Pings every connection: what never came on one that is silently dead is nobody's fault, and is written down so. */
export async function distrustSilent(
  session: Pick<Session, 'silent'>,
  waitUs: number,
  scheduler: Pick<TimeScheduler, 'nowUs'>,
  emit: (event: RunEvent) => void,
): Promise<void> {
  const silent = await session.silent(waitUs);
  const atUs = Math.ceil(scheduler.nowUs());
  const reason = 'it did not answer a ping at the end';
  for (const connection of silent)
    emit({ kind: 'event', event: { kind: 'broadcast-unread', atUs, connection, reason } });
}
