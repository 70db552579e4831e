import { handOverSignals } from './early-signals.js';
import { exitCodes } from './exit-codes.js';

/** What the user asked for from outside: to stop. */
export interface StopSignals {
  readonly signal: AbortSignal;
  /** 130 or 143 once a signal came, else `null`. */
  exitCode(): number | null;
  /** Takes the handlers off again. */
  close(): void;
}

/**
 * The first Ctrl-C or SIGTERM stops gracefully, so that a report is still written; the second ends
 * the process at once.
 */
export function stopSignals(say: (line: string) => void): StopSignals {
  const controller = new AbortController();
  let code: number | null = null;
  const on = (received: number) => (): void => {
    if (code !== null) process.exit(received);
    code = received;
    say('stopping: no more actions; the report follows (once more to abort at once)');
    controller.abort();
  };
  const interrupt = on(exitCodes.interrupted);
  const terminate = on(exitCodes.terminated);
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', terminate);
  handOverSignals();
  return {
    signal: controller.signal,
    exitCode: () => code,
    close: () => {
      process.off('SIGINT', interrupt);
      process.off('SIGTERM', terminate);
    },
  };
}
