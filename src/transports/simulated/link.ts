import type { ServerRequest } from '../../behaviours/request.js';
import type { ConnectRequest, Connection, ConnectionListener, Inbound, Outbound } from '../transport.js';
import { ownCloseReason, ownCutReason } from '../net/reasons.js';
import { latencyUs, type Latency } from './latency.js';
import type { Cut, SimulatedNetwork } from './network.js';
import { bytesOf, readFrame, replyTo } from './payload.js';
import type { Admission, SimulatedServer } from './server.js';
import type { StallGate } from './stall.js';
import type { RandomStream, VirtualPorts } from './virtual-ports.js';

export interface LinkSetup {
  readonly ports: VirtualPorts;
  readonly network: SimulatedNetwork;
  readonly server: SimulatedServer;
  /** The client's event loop. */
  readonly client: StallGate;
  readonly random: RandomStream;
  readonly ended: (link: Link) => void;
  /** What a frame asks for, where somebody knows better than its text says. */
  readonly requestOf: ((frame: Outbound) => ServerRequest | undefined) | undefined;
}

/** One direction of a connection: when the last message in it arrives. */
interface Lane {
  readonly latency: Latency;
  lastUs: number;
}

/** One simulated connection, both ends of it. A class, because it lives from `connect` to its end. */
export class Link implements Connection {
  readonly user: number;
  readonly #setup: LinkSetup;
  readonly #listener: ConnectionListener;
  readonly #up: Lane;
  readonly #down: Lane;
  /** The server process at the other end, and its name for this connection, which never outlives it. */
  #admission: Admission | null = null;
  #state: Connection['state'] = 'connecting';
  #requestsPass = true;
  #answersPass = true;
  #stalled = false;
  /** What arrived while the client takes nothing in. */
  readonly #held: (() => void)[] = [];
  #sends = 0;
  #bytesIn = 0;
  #bytesOut = 0;

  constructor(setup: LinkSetup, request: ConnectRequest, listener: ConnectionListener) {
    this.user = request.user;
    this.#setup = setup;
    this.#listener = listener;
    this.#up = { latency: setup.network.up, lastUs: 0 };
    this.#down = { latency: setup.network.down, lastUs: 0 };
    this.#carry(this.#up, () => this.#greet());
    setup.ports.schedule(request.timeoutMs * 1000, () => {
      if (this.#state === 'connecting') this.#end('timeout');
    });
  }

  get state(): Connection['state'] {
    return this.#state;
  }

  get bytesIn(): number {
    return this.#bytesIn;
  }

  get bytesOut(): number {
    return this.#bytesOut;
  }

  send(frame: Outbound): number {
    if (this.#state !== 'open') return -1;
    const sendId = ++this.#sends;
    this.#bytesOut += bytesOf(frame);
    const lost = this.#happens(this.#setup.network.lostRequests);
    if (!lost && this.#answersPass) this.#carry(this.#up, () => this.#receive(frame, sendId));
    return sendId;
  }

  /** As a client that closes in order: what it sent still arrives, what comes back finds nobody. */
  close(): Promise<void> {
    this.#answersPass = false;
    this.#leave(ownCloseReason);
    return Promise.resolve();
  }

  /** What was on its way to the server is lost. */
  cut(): Promise<void> {
    this.#answersPass = false;
    this.#requestsPass = false;
    this.#leave(ownCutReason);
    return Promise.resolve();
  }

  stall(stalled: boolean): void {
    this.#stalled = stalled;
    while (!this.#stalled) {
      const run = this.#held.shift();
      if (run === undefined) return;
      run();
    }
  }

  /** Breaks the connection now; the client notices when it does. */
  breakOff(reason: string, { noticedAfterUs = 0, requests = 'lost' }: Omit<Cut, 'atUs' | 'users'>): void {
    this.#answersPass = false;
    if (requests === 'lost') this.#requestsPass = false;
    this.#setup.ports.schedule(noticedAfterUs, () => this.#end(reason));
  }

  /** The handshake has reached the other machine. */
  #greet(): void {
    const { server } = this.#setup;
    if (server.process === null) {
      this.#carry(this.#down, () => this.#end('connection refused'));
      return;
    }
    server.turn(() => {
      this.#admission = server.admit();
      if (this.#admission !== null) this.#deliver(() => this.#open());
    });
  }

  #open(): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    this.#listener.opened();
  }

  #receive(frame: Outbound, sendId: number): void {
    if (!this.#requestsPass) return;
    const { server } = this.#setup;
    server.turn(() => {
      const admission = this.#admission;
      if (admission === null || server.process !== admission.process) return;
      const request = this.#setup.requestOf?.(frame) ?? readFrame(frame);
      server.handle(
        { ...request.action, connection: admission.name },
        (answer) => this.#answer(replyTo(frame, sendId, request, answer)),
        admission.node,
      );
    });
  }

  #answer(inbound: Inbound): void {
    if (this.#happens(this.#setup.network.lostAnswers)) return;
    this.#deliver(() => {
      this.#take(() => {
        if (this.#state !== 'open') return;
        this.#bytesIn += bytesOf(inbound);
        this.#listener.message(inbound);
      });
    });
  }

  /** A client that takes nothing in takes it in later, the end of the connection too. */
  #take(run: () => void): void {
    if (this.#stalled && this.#state === 'open') this.#held.push(run);
    else run();
  }

  /** Carries something to the client, through its event loop. */
  #deliver(run: () => void): void {
    if (!this.#answersPass) return;
    this.#carry(this.#down, () => {
      if (this.#answersPass) this.#setup.client(run);
    });
  }

  #carry(lane: Lane, run: () => void): void {
    const { ports, network, random } = this.#setup;
    const nowUs = ports.nowUs();
    const jitterUs = network.jitterUs === undefined ? 0 : random.below(network.jitterUs + 1);
    const dueUs = nowUs + latencyUs(lane.latency, random) + jitterUs;
    lane.lastUs = Math.max(lane.lastUs, dueUs);
    ports.schedule((network.order === 'overtaking' ? dueUs : lane.lastUs) - nowUs, run);
  }

  #happens(share: number | undefined): boolean {
    return share !== undefined && this.#setup.random.unit() < share;
  }

  #end(reason: string): void {
    this.#setup.client(() => {
      this.#take(() => this.#leave(reason));
    });
  }

  #leave(reason: string): void {
    const was = this.#state;
    this.#state = 'closed';
    this.#setup.ended(this);
    if (was === 'open') this.#listener.closed(reason);
    if (was === 'connecting') this.#listener.failed(reason);
  }
}
