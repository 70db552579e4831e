/** A protocol in front of a behaviour. */
export interface Front {
  /** Closes its connections; resolves when none is left. */
  close(): Promise<void>;
}
