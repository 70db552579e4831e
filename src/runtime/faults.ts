import type { PlannedFault } from '../plan/plan.js';
import type { Companion, RunHandle } from './companion.js';
import { neededPort, type FaultPorts } from './fault-ports.js';
import { faultText } from './fault-words.js';
import { wordsOf } from './safe-wire.js';

/**
 * Makes the faults of a plan on the run's clock, and writes each into the history: when it begins, and when it is
 * over where it lasts. Once the answers are in, what still lasts is ended, so that the run can end in peace. What
 * has no port here is not made.
 */
export function faultConductor(faults: readonly PlannedFault[], ports: FaultPorts): Companion {
  const conductor = new Conductor(faults, ports);
  return {
    start: (run) => conductor.start(run),
    answered: () => conductor.end(),
    close: () => conductor.end(),
  };
}

/** A fault that has begun and is not over. */
interface Lasting {
  readonly fault: PlannedFault;
  /** When it is to be over, on the run's clock. */
  readonly untilUs: number;
  /** Its beginning, where that takes time. */
  readonly begun: Promise<void>;
  readonly timer: { unsubscribe(): void };
}

class Conductor {
  readonly #faults: readonly PlannedFault[];
  readonly #ports: FaultPorts;
  readonly #timers: { unsubscribe(): void }[] = [];
  readonly #lasting = new Set<Lasting>();
  readonly #ending = new Set<Promise<void>>();
  #run: RunHandle | null = null;
  #made = 0;

  constructor(faults: readonly PlannedFault[], ports: FaultPorts) {
    this.#faults = faults.filter((fault) => {
      const port = neededPort(fault);
      return port === null || ports[port] !== undefined;
    });
    this.#ports = ports;
  }

  start(run: RunHandle): void {
    this.#run = run;
    for (const fault of this.#faults)
      this.#timers.push(run.scheduler.at(run.originUs + fault.atUs, () => this.#begin(run, fault)));
  }

  /** Ends what still lasts, and makes nothing more. */
  async end(): Promise<void> {
    const run = this.#run;
    this.#run = null;
    for (const timer of this.#timers.splice(0)) timer.unsubscribe();
    if (run !== null) for (const lasting of this.#lasting) this.#finish(run, lasting);
    await Promise.all(this.#ending);
    const missed = this.#faults.length - this.#made;
    if (run === null || missed === 0 || run.stop.aborted) return;
    const text = `${missed} of ${this.#faults.length} planned faults were not made: the run was over before`;
    run.emit({ kind: 'event', event: { kind: 'note', atUs: Math.ceil(run.scheduler.nowUs()), text } });
  }

  #begin(run: RunHandle, fault: PlannedFault): void {
    this.#made++;
    const atUs = Math.floor(run.scheduler.nowUs());
    if (!('forUs' in fault)) {
      this.#say(run, fault, { atUs, untilUs: atUs }, faultText(fault));
      if (fault.kind === 'drop') drop(run, fault);
      return;
    }
    const untilUs = Math.ceil(atUs + fault.forUs);
    this.#say(run, fault, { atUs, untilUs }, faultText(fault));
    const lasting: Lasting = {
      fault,
      untilUs,
      begun: this.#make(run, fault),
      timer: run.scheduler.at(untilUs, () => this.#finish(run, lasting)),
    };
    this.#lasting.add(lasting);
    this.#setNetwork();
  }

  /** It is over when that is done, which may take a server a while. */
  #finish(run: RunHandle, { fault, begun, timer, untilUs }: Lasting): void {
    timer.unsubscribe();
    for (const lasting of this.#lasting) if (lasting.timer === timer) this.#lasting.delete(lasting);
    this.#setNetwork();
    const ended = this.#over(run, fault, untilUs, begun).finally(() => this.#ending.delete(ended));
    this.#ending.add(ended);
  }

  async #over(run: RunHandle, fault: PlannedFault, plannedUs: number, begun: Promise<void>): Promise<void> {
    await begun;
    try {
      await this.#unmake(run, fault);
      const untilUs = Math.ceil(run.scheduler.nowUs());
      this.#say(run, fault, { atUs: Math.min(untilUs, plannedUs), untilUs }, `over: ${faultText(fault)}`);
    } catch (error) {
      this.#say(run, fault, { atUs: plannedUs }, `not over: ${failureText(error)}`);
    }
  }

  async #make(run: RunHandle, fault: PlannedFault): Promise<void> {
    try {
      if (fault.kind === 'stall') for (const user of fault.users) run.users.stall(user, true);
      if (fault.kind === 'stop-redis') await this.#ports.redis?.kill();
      if (fault.kind !== 'kill-server') return;
      await this.#ports.server?.kill();
      // What the process knew is gone between its last decision and the first one of the next: right now.
      const atUs = Math.ceil(run.scheduler.nowUs());
      run.emit({ kind: 'event', event: { kind: 'server-restarted', atUs } });
    } catch (error) {
      this.#say(run, fault, { atUs: Math.floor(run.scheduler.nowUs()) }, failureText(error));
    }
  }

  async #unmake(run: RunHandle, fault: PlannedFault): Promise<void> {
    if (fault.kind === 'stall') for (const user of this.#stalledBut(fault)) run.users.stall(user, false);
    if (fault.kind === 'stop-redis') await this.#ports.redis?.start();
    if (fault.kind === 'kill-server') await this.#ports.server?.start();
  }

  /** Users of a fault whom no other one stalls at the moment. */
  #stalledBut({ users }: PlannedFault): readonly number[] {
    const others = new Set(
      [...this.#lasting].flatMap(({ fault }) => (fault.kind === 'stall' ? fault.users : [])),
    );
    return users.filter((user) => !others.has(user));
  }

  /** What lasts at the moment, all together. */
  #setNetwork(): void {
    const lasting = [...this.#lasting].map(({ fault }) => fault);
    const has = (kind: PlannedFault['kind']): boolean => lasting.some((fault) => fault.kind === kind);
    const mode = has('cut') ? 'cut' : has('half-open') ? 'half-open' : 'passing';
    const delaysUs = lasting.map((fault) => (fault.kind === 'delay' ? fault.delayUs : 0));
    this.#ports.network?.setNetwork({ mode, delayUs: Math.max(0, ...delaysUs) });
  }

  #say(
    run: RunHandle,
    fault: PlannedFault,
    when: { readonly atUs: number; readonly untilUs?: number },
    text: string,
  ): void {
    const { users, kind } = fault;
    const names = users.map((user) => this.#ports.userNames[user] ?? String(user));
    const whom = neededPort(fault) === null ? { users: users.length, userNames: names } : {};
    run.emit({ kind: 'event', event: { kind: 'fault', ...when, fault: kind, text, ...whom } });
  }
}

function drop(run: RunHandle, { users, how, backAfterUs }: PlannedFault & { readonly kind: 'drop' }): void {
  const nowUs = run.scheduler.nowUs();
  for (const user of users) {
    run.users.keepAway(user, backAfterUs === null ? null : nowUs + backAfterUs);
    run.users.dropUser(user, how);
  }
}

function failureText(error: unknown): string {
  return `it failed: ${wordsOf(error)}`;
}
