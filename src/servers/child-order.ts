/** The variable in which the process of an embedded server finds its order, as JSON. */
export const childVariable = 'TURNWISE_SERVER';

/** With this exit code the last words of the process are about what it was asked for. */
export const problemExitCode = 3;

/**
 * What the process of an embedded server is to be. It prints one line with its URL when it listens, and
 * ends on SIGTERM, and also when its parent is gone: then standard input closes, or the IPC channel does.
 * So no server outlives the run it was started for.
 */
export interface ChildOrder {
  readonly server: string;
  readonly bug: string | null;
  readonly settings: Readonly<Record<string, number>>;
  readonly port: number;
  readonly nodes: number;
  readonly store: string | null;
}
