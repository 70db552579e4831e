import { Subscription } from 'rxjs';
import type { BackgroundTask, SessionUser } from './hooks.js';
import type { Lifetime } from './lifetime.js';
import type { Timers } from './pledge.js';

export interface BackgroundPorts {
  readonly timers: Timers;
  readonly lifetime: Lifetime;
  /** Whether the connection takes anything now: while it closes it does not, although its end has not been heard. */
  readonly isOpen: () => boolean;
  readonly durationUs: (text: string) => number;
  /** Runs a task once, timed and written down under its name; never rejects. */
  readonly run: (name: string, work: () => unknown) => Promise<void>;
  /** Calls a task once without timing it; what it throws is written down, and gives `undefined`. */
  readonly call: <T>(name: string, work: () => T) => T | undefined;
  readonly failed: (name: string, error: unknown) => void;
}

/** Starts what goes on while a connection is open; it ends with the connection, and leaves no timer and no listener. */
export function startBackground(
  tasks: Readonly<Record<string, BackgroundTask>>,
  user: SessionUser,
  ports: BackgroundPorts,
): void {
  for (const [name, task] of Object.entries(tasks)) {
    if (typeof task === 'function') listen(name, task, user, ports);
    else repeat(name, ports.durationUs(task.every), () => task.run(user), ports);
  }
}

function listen(
  name: string,
  task: Extract<BackgroundTask, (user: SessionUser) => unknown>,
  user: SessionUser,
  { lifetime, call, failed }: BackgroundPorts,
): void {
  const listening = new Subscription();
  call(name, () => listening.add(task(user).subscribe({ error: (error: unknown) => failed(name, error) })));
  lifetime.onEnd(() => listening.unsubscribe());
}

/** Again and again at the beats of its own clock; one that takes longer than a beat lets beats go by. */
function repeat(
  name: string,
  everyUs: number,
  work: () => unknown,
  { timers, lifetime, isOpen, run }: BackgroundPorts,
): void {
  let dueUs = timers.nowUs();
  let timer: { unsubscribe(): void } | null = null;
  const arm = (): void => {
    const beats = Math.max(1, Math.ceil((timers.nowUs() - dueUs) / everyUs));
    dueUs += beats * everyUs;
    timer = timers.at(dueUs, () => void beat());
  };
  const beat = async (): Promise<void> => {
    if (isOpen()) await run(name, work);
    if (lifetime.endedBy === null) arm();
  };
  arm();
  lifetime.onEnd(() => timer?.unsubscribe());
}
