import type { PlannedFault } from '../plan/plan.js';

/** What a run can do to the world around its users. What is absent cannot be had in it. */
export interface FaultPorts {
  readonly network?: NetworkPort;
  readonly server?: ServerPort;
  readonly redis?: ServerPort;
  /** By index: who a fault was made for. */
  readonly userNames: readonly string[];
}

/** The network before the server. */
export interface NetworkPort {
  setNetwork(state: { readonly mode: 'passing' | 'cut' | 'half-open'; readonly delayUs: number }): void;
}

/** Something that can be killed and started again; both resolve when it is done. */
export interface ServerPort {
  kill(): Promise<void>;
  start(): Promise<void>;
}

/** A part of the world that a fault needs; `null` for those that only touch users. */
export function neededPort({ kind }: { readonly kind: PlannedFault['kind'] }): keyof FaultPorts | null {
  switch (kind) {
    case 'drop':
    case 'stall':
      return null;
    case 'delay':
    case 'cut':
    case 'half-open':
      return 'network';
    case 'kill-server':
      return 'server';
    case 'stop-redis':
      return 'redis';
  }
}
