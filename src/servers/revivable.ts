import type { OwnProcess } from './own-process.js';

/** A process of ours with the address where it listens. */
export interface ListeningProcess {
  readonly process: OwnProcess;
  readonly url: string;
}

/** A process of ours that can be killed, and started again where it was. */
export interface Revivable {
  readonly url: string;
  /** `null` while there is none. */
  pid(): number | null;
  /** How it ended, if nobody ended it; else `null`. */
  died(): string | null;
  kill(): Promise<void>;
  /** Does nothing where it runs. */
  start(): Promise<void>;
  /** For good. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts a process at a port (0: any free one), and again at the port that it then had. What it is asked
 * for is done in order: an end that comes while it starts ends what has started.
 */
export async function revivable(
  start: (port: number) => Promise<ListeningProcess>,
  port: number,
): Promise<Revivable> {
  const first = await start(port);
  const { url } = first;
  const samePort = Number(new URL(url).port);
  let now: OwnProcess | null = first.process;
  let death: string | null = null;
  let isOver = false;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> =>
    (last = last.catch(() => undefined).then(work));
  const laidDown = async (end: (process: OwnProcess) => Promise<void>): Promise<void> => {
    const process = now;
    if (process === null) return;
    await end(process);
    death ??= process.died();
    now = null;
  };
  return {
    url,
    pid: () => now?.pid ?? null,
    died: () => death ?? now?.died() ?? null,
    kill: () => inTurn(() => laidDown((process) => process.kill())),
    start: () =>
      inTurn(async () => {
        if (isOver || (now !== null && now.died() === null)) return;
        death ??= now?.died() ?? null;
        now = (await start(samePort)).process;
      }),
    stop: () => {
      isOver = true;
      return inTurn(() => laidDown((process) => process.stop()));
    },
  };
}
