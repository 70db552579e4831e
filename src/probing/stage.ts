import type { HistoryEvent } from '../history/action.js';
import { threadAlarm } from '../runtime/alarm.js';
import type { Clock } from '../runtime/clock.js';
import { watchHealth, type HealthWatch } from '../runtime/health.js';
import { PreciseTime } from '../runtime/precise-time.js';
import type { TimeScheduler } from '../runtime/time-scheduler.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Transport } from '../transports/transport.js';
import type { Wire } from '../wires/wire.js';

/**
 * Where the rounds of a probe are played: one server, one network and one clock, all of which go on
 * from one round to the next.
 */
export interface Stage {
  readonly scheduler: TimeScheduler;
  /** The target's address, as the transport takes it. */
  readonly url: string;
  readonly wire: Wire;
  /** The transport of one round; it is closed when the round is over. */
  transport(): Transport;
  watchHealth(report: (event: HistoryEvent) => void): HealthWatch;
  /** Lets time pass for as long as the work takes; afterwards the stage is closed. */
  during<T>(work: () => Promise<T>): Promise<T>;
}

/** What a stage in real time is made of. */
export interface LivePorts {
  readonly clock: Clock;
  readonly url: string;
  readonly transport: () => Transport;
}

/** The stage of a real server, in real time. */
export function liveStage(scenario: Scenario, { clock, url, transport }: LivePorts): Stage {
  const scheduler = new PreciseTime(clock, threadAlarm());
  return {
    scheduler,
    url,
    wire: scenario.wire,
    transport,
    watchHealth: (report) => watchHealth(clock, scenario.assumptions, report),
    during: (work) => work().finally(() => scheduler.close()),
  };
}
