import { randomOf } from '../../src/plan/random.js';
import type { HistoryEvent } from '../../src/history/action.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { durationUs } from '../../src/scenario/duration.js';
import type { Measurement, SessionSettings } from '../../src/session/contract.js';
import type { SessionHooks } from '../../src/session/hooks.js';
import { Session } from '../../src/session/session.js';
import type {
  Connection,
  ConnectionListener,
  ConnectRequest,
  Inbound,
  Outbound,
  Transport,
} from '../../src/transports/transport.js';

export const seed = process.env['TURNWISE_TEST_SEED'] ?? 'session';

/** One connection of the fake network, from the far end. */
export interface Line {
  readonly request: ConnectRequest;
  readonly sent: Outbound[];
  readonly state: () => Connection['state'];
  readonly stalled: () => boolean;
  push(inbound: Inbound): void;
  /** Ends it from afar. */
  end(reason: string): void;
}

/** How the far end takes a connection: it opens after so long, or fails with a reason. */
export type Fate = { readonly opensAfterUs: number } | { readonly failsWith: string };

export interface FakeNetwork {
  readonly transport: Transport;
  readonly lines: Line[];
}

/** A network in virtual time: acknowledges every event that asks for it after `ackAfterUs`. */
export function fakeNetwork(
  time: VirtualTime,
  fateOf: (request: ConnectRequest, attempt: number) => Fate,
  ackAfterUs: number | null = 10,
): FakeNetwork {
  const lines: Line[] = [];
  const tried = new Map<number, number>();
  const transport: Transport = {
    name: 'simulated',
    connect(request, listener) {
      const attempt = (tried.get(request.user) ?? 0) + 1;
      tried.set(request.user, attempt);
      const line = lineOf(time, request, listener, ackAfterUs);
      lines.push(line);
      const fate = fateOf(request, attempt);
      if ('failsWith' in fate) time.at(time.nowUs() + 1, () => line.end(fate.failsWith));
      else time.at(time.nowUs() + fate.opensAfterUs, () => line.open());
      return line.connection;
    },
    close: () => Promise.resolve(),
  };
  return { transport, lines };
}

function lineOf(
  time: VirtualTime,
  request: ConnectRequest,
  listener: ConnectionListener,
  ackAfterUs: number | null,
) {
  let state: Connection['state'] = 'connecting';
  let stalled = false;
  const sent: Outbound[] = [];
  const end = (reason: string): void => {
    if (state === 'closed') return;
    const was = state;
    state = 'closed';
    if (was === 'open') listener.closed(reason);
    else listener.failed(reason);
  };
  const push = (inbound: Inbound): void => {
    if (state === 'open') listener.message(inbound);
  };
  const close = (reason: string) => (): Promise<void> => {
    end(reason);
    return Promise.resolve();
  };
  const connection: Connection = {
    get state() {
      return state;
    },
    send(frame) {
      if (state !== 'open') return -1;
      const sendId = sent.push(frame) - 1;
      if (frame.kind === 'event' && frame.ack && ackAfterUs !== null)
        time.at(time.nowUs() + ackAfterUs, () => push({ kind: 'ack', sendId, args: [`to ${frame.event}`] }));
      return sendId;
    },
    ping(pong) {
      time.at(time.nowUs() + 7, pong);
      return state === 'open';
    },
    close: close('closed by us'),
    cut: close('cut by us'),
    stall: (is) => void (stalled = is),
    bytesIn: 1,
    bytesOut: 1,
  };
  return {
    request,
    connection,
    sent,
    push,
    end,
    state: () => state,
    stalled: () => stalled,
    open() {
      if (state !== 'connecting') return;
      state = 'open';
      listener.opened();
    },
  };
}

export interface Stage {
  readonly time: VirtualTime;
  readonly session: Session;
  readonly lines: readonly Line[];
  readonly events: HistoryEvent[];
  readonly measured: Measurement[];
  readonly messages: { readonly connection: string; readonly inbound: Inbound; readonly joined: boolean }[];
  readonly learnt: string[];
  /** The clock as hooks' own computing sees it: added to virtual time. */
  readonly computing: { us: number };
  /** Time in which the process had no processor: added to virtual time as well. */
  readonly standing: { us: number };
  /** Timers of the session that are armed. */
  readonly timers: ReadonlySet<object>;
  /** Lets time pass until nothing is left to happen, or `until` says so; it stands still while something is `pending`. */
  pass(until?: () => boolean, pending?: () => number): Promise<void>;
}

export interface StageOptions {
  readonly users?: number;
  readonly hooks?: SessionHooks;
  readonly fateOf?: (request: ConnectRequest, attempt: number) => Fate;
  readonly ackAfterUs?: number | null;
  readonly settings?: Partial<SessionSettings>;
  readonly anyFrameAnswers?: boolean;
  /** The file that the hooks stand in. */
  readonly file?: string;
}

/** A session on a fake network in virtual time. */
export function stageOf(options: StageOptions = {}): Stage {
  const time = new VirtualTime();
  const { users = 1, hooks, fateOf = () => ({ opensAfterUs: 5 }), ackAfterUs } = options;
  const { transport, lines } = fakeNetwork(time, fateOf, ackAfterUs);
  const events: HistoryEvent[] = [];
  const measured: Measurement[] = [];
  const messages: Stage['messages'] = [];
  const learnt: string[] = [];
  const computing = { us: 0 };
  const standing = { us: 0 };
  const timers = new Set<object>();
  const names = Array.from({ length: users }, (_, user) => `u${user}`);
  const playing: SessionSettings['playing'] = {
    hooks: hooks ?? {},
    groupOf: () => 'all',
    columnsOf: () => ({}),
    target: 'http://far.end',
    file: options.file ?? null,
    seed,
    run: 'run1',
    timeoutUs: 1000,
    durationUs: (text) => durationUs(text),
    randomOf: (name) => randomOf(seed, name),
    anyFrameAnswers: options.anyFrameAnswers ?? false,
    learn: (place, name, value) => void learnt.push(`${place} ${name} ${value}`),
  };
  const session = new Session(
    {
      userNames: names,
      connectAtUs: names.map((_, user) => user),
      connectTimeoutUs: 10_000,
      reconnectAfterUs: 100,
      requestOf: (user) => ({
        user,
        url: 'http://far.end',
        headers: {},
        query: {},
        auth: {},
        timeoutMs: 1e6,
      }),
      ...(hooks !== undefined && { playing }),
      ...options.settings,
    },
    {
      nowUs: () => time.nowUs() + computing.us + standing.us,
      cpuUs: () => computing.us,
      at: (dueUs, work) => {
        const timer = time.at(dueUs, () => {
          timers.delete(timer);
          work();
        });
        timers.add(timer);
        return { unsubscribe: () => (timers.delete(timer), timer.unsubscribe()) };
      },
      transport,
      random: randomOf(seed, 'reconnects'),
    },
    {
      message: (_user, connection, inbound, joined) => void messages.push({ connection, inbound, joined }),
      lost: () => {},
      event: (event) => void events.push(event),
      measured: (measurement) => void measured.push(measurement),
    },
  );
  const pass: Stage['pass'] = (until = () => false, pending = () => 0) => time.run(pending, until);
  return { timers, time, session, lines, events, measured, messages, learnt, computing, standing, pass };
}
