import { Worker } from 'node:worker_threads';

/** Wakes its owner after a time that is too short for Node's timers, which know only whole milliseconds. */
export interface Alarm {
  /** Whether it can be set. Until then, and should it ever fail, its owner has to turn the event loop. */
  readonly isReady: boolean;
  /** Rings after this long, in place of what it was set to before. It may ring at any other time too. */
  set(waitUs: number): void;
  /** Whom to wake; also when it becomes ready or fails. */
  onRing(ring: () => void): void;
  /** Never rings again and leaves nothing behind. Idempotent. */
  close(): void;
}

/**
 * What the thread does: sleeps until it is told a time, then sleeps that long, then rings. Another
 * setting meanwhile starts it anew, a negative one ends it. In text, because a thread needs a file or a text, and
 * this one has to start from TypeScript and from the built package alike.
 */
const sleeper = `
const { parentPort, workerData } = require('node:worker_threads');
const setting = new Int32Array(workerData, 0, 1);
const waitMs = new Float64Array(workerData, 8, 1);
let rungFor = 0;
for (;;) {
  const current = Atomics.load(setting, 0);
  if (current < 0) break;
  if (current === rungFor) Atomics.wait(setting, 0, current);
  else if (Atomics.wait(setting, 0, current, waitMs[0]) === 'timed-out') {
    rungFor = current;
    parentPort.postMessage(null);
  }
}`;

/**
 * An alarm on a thread of its own, which the system wakes to a tenth of a millisecond. The event
 * loop sleeps meanwhile: it reads what arrives at once, and uses no processor time. Turning the loop
 * instead is exacter by that tenth, but burns a core, and a program that always runs is made to wait
 * by the system just when it is in a hurry, as soon as others want the core too.
 */
export function threadAlarm(): Alarm {
  const shared = new SharedArrayBuffer(16);
  const setting = new Int32Array(shared, 0, 1);
  const waitMs = new Float64Array(shared, 8, 1);
  let ring: (() => void) | null = null;
  let state: 'starting' | 'ready' | 'over' = 'starting';
  const become = (next: 'ready' | 'over') => () => {
    if (state === 'over') return;
    state = next;
    ring?.();
  };
  // Nothing of how this process was started: loaders and inspectors are not for this thread.
  const thread = new Worker(sleeper, {
    eval: true,
    workerData: shared,
    execArgv: [],
    name: 'turnwise alarm',
  });
  thread.on('online', become('ready'));
  thread.on('error', become('over'));
  thread.on('exit', become('over'));
  thread.on('message', () => ring?.());
  return {
    get isReady() {
      return state === 'ready';
    },
    set(waitUs) {
      waitMs[0] = Math.max(0, waitUs) / 1000;
      change(setting, (Atomics.load(setting, 0) + 1) & 0x7fffffff);
    },
    onRing: (work) => void (ring = work),
    close() {
      state = 'over';
      ring = null;
      change(setting, -1);
    },
  };
}

/** The setting is written after the time that it goes with, so that nobody sleeps by a time half written. */
function change(setting: Int32Array, next: number): void {
  Atomics.store(setting, 0, next);
  Atomics.notify(setting, 0);
}
