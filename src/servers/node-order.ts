import { Problem } from '../scenario/problem.js';
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

/** An error as it is told to another process. */
export function failureOf(error: unknown): NodeFailure {
  if (!(error instanceof Error)) return { message: String(error), isProblem: false };
  const { code, syscall } = error as NodeJS.ErrnoException;
  return { message: error.message, isProblem: error instanceof Problem, code, syscall };
}

/** The error again, where it is told. */
export function errorOf({ message, isProblem, ...system }: NodeFailure): Error {
  return isProblem ? new Problem(message) : Object.assign(new Error(message), system);
}
