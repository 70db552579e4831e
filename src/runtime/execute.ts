import { Subject, type Observable } from 'rxjs';
import type { HistoryEvent } from '../history/action.js';
import type { Plan } from '../plan/plan.js';
import type { Gate, HookSettings, Traffic } from '../session/contract.js';
import type { ConnectRequest, Inbound, Transport } from '../transports/transport.js';
import type { ActionValues } from '../plan/values.js';
import type { Wire } from '../wires/wire.js';
import { cleanedEvent } from './cleaned.js';
import type { Companion } from './companion.js';
import type { RunEvent } from './events.js';
import type { HarnessHealth, HealthWatch } from './health.js';
import { Run } from './run.js';
import type { SendingEnd } from './send-steps.js';
import type { TimeScheduler } from './time-scheduler.js';

/** What to play, all names and durations resolved. */
export interface Performance {
  readonly plan: Plan;
  readonly wire: Wire;
  /** What is drawn for an action, by its number; absent: nothing. */
  readonly valuesOf?: (action: number) => ActionValues;
  readonly userNames: readonly string[];
  readonly resourceNames: readonly string[];
  /** `tab`: which of the user's connections. */
  readonly requestOf: (user: number, tab: number) => ConnectRequest;
  readonly connectTimeoutUs: number;
  readonly timeoutUs: number;
  readonly overrun: 'send' | 'skip';
  readonly reconnectAfterUs: number | null;
  readonly maxDurationUs: number | null;
  /** Takes secrets out of what servers, networks and wires have said, before anybody sees it. */
  readonly clean: (text: string) => string;
  /** What users do around acting; absent: nothing. */
  readonly playing?: HookSettings;
  /** How a broadcast of an action is known; absent: nobody looks. */
  readonly delivery?: {
    readonly read: (inbound: Inbound) => { readonly requestId: number; readonly room: string | null } | null;
    /** Everybody stays and listens for so long after the last answer. */
    readonly quietUs: number;
  };
  /** Users who stay to the end, although they have nothing more to do; absent: none. */
  readonly stays?: (user: number) => boolean;
}

/** The world: time, network, who watches, who may stop it. */
export interface RunPorts {
  readonly scheduler: TimeScheduler;
  readonly transport: Transport;
  /** Called once before anything happens; whoever wants the run's events subscribes here. */
  readonly watch: (events: Observable<RunEvent>) => void;
  /** Watches the generator itself for the length of the run. */
  readonly watchHealth: (report: (event: HistoryEvent) => void) => HealthWatch;
  /** Aborting stops gracefully: nothing more is sent, and answers get a moment to come in. */
  readonly stop: AbortSignal;
  /** What goes along with the run, in the order in which it is told of its moments; absent: nothing. */
  readonly companions?: readonly Companion[];
}

/** How a run went, besides its events. */
export interface Execution {
  readonly gate: Gate;
  readonly traffic: Traffic;
  /** The instant that the plan's 0 became. */
  readonly originUs: number;
  readonly harness: HarnessHealth;
  readonly ended: SendingEnd | 'nobody-connected';
}

/**
 * Plays a plan: connects everybody, sends each step at its time, waits for the last answers,
 * and closes everything, also after an error. The events tell the whole story.
 */
export async function execute(performance: Performance, ports: RunPorts): Promise<Execution> {
  const events = new Subject<RunEvent>();
  ports.watch(events.asObservable());
  const emit = (event: RunEvent): void => events.next(cleanedEvent(event, performance.clean));
  const run = new Run(performance, ports, emit);
  const health = ports.watchHealth((event) => emit({ kind: 'event', event }));
  try {
    const played = await run.play();
    return { ...played, harness: health.stop() };
  } finally {
    health.stop();
    await run.close();
    events.complete();
  }
}
