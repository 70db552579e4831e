import type { NodePlace } from './serve-behaviour.js';

/** The variable in which the process of a node finds its order, as JSON. */
export const nodeVariable = 'TURNWISE_NODE';

/**
 * What one of the processes of a server is to be. If it cannot listen it says why in a message, a
 * `NodeFailure`; it ends on SIGTERM, and with the process that forked it, whose end closes the channel
 * between them.
 */
export interface NodeOrder extends NodePlace {
  readonly server: string;
  readonly bug: string | null;
  readonly settings: Readonly<Record<string, number>>;
  readonly port: number;
  readonly host: string;
  readonly store: string;
}

/** Why a node could not listen; `code` and `syscall` where the system said so. */
export interface NodeFailure {
  readonly message: string;
  readonly isProblem: boolean;
  readonly code?: unknown;
  readonly syscall?: unknown;
}
