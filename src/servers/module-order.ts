import type { FrontOptions, ModuleFacts, ServerOptions } from './module.js';
import type { NodeFailure } from './node-order.js';

/** The variable in which the process of a server module finds its order, as JSON. */
export const moduleVariable = 'TURNWISE_MODULE';

/** A server module: its file, and what messages call it. */
export interface ModuleFile {
  readonly file: string;
  readonly name: string;
}

/**
 * What the process of a server module is to be: it says what its modules say of themselves and ends, or is
 * one node, or what stands before several. It prints one line, a `ModuleReply` as JSON; what the module
 * itself prints goes to standard error. It ends on SIGTERM and with its parent.
 */
export type ModuleOrder =
  | { readonly role: 'describe'; readonly modules: readonly ModuleFile[] }
  | { readonly role: 'node'; readonly module: ModuleFile; readonly options: ServerOptions }
  | { readonly role: 'front'; readonly module: ModuleFile; readonly options: FrontOptions };

export type ModuleReply =
  | { readonly facts: readonly (ModuleFacts | NodeFailure)[] }
  | { readonly url: string }
  | { readonly failure: NodeFailure };
