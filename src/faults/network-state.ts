/** What a network does to bytes: it is there, gone with all connections, or silent with all connections open. */
export interface NetworkState {
  readonly mode: 'passing' | 'cut' | 'half-open';
  /** Each way; what was sent first arrives first, however the delay changes. */
  readonly delayUs: number;
}

/** A network without trouble. */
export const untroubled: NetworkState = { mode: 'passing', delayUs: 0 };
