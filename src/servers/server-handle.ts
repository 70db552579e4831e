/** A server that was started for a run, with what a run may do to it on purpose. */
export interface ServerHandle {
  /** The one address of all its processes: `http://127.0.0.1:port`. */
  readonly url: string;
  /** The address of each process; where there is one, that is `url`. */
  readonly nodeUrls: readonly string[];
  /** The URL of the Redis that was started for it; `null`: none was. */
  readonly redisUrl: string | null;
  /** Of its processes, as they are now; those that are killed are not among them. */
  pids(): readonly number[];
  /** How one of its processes ended, with its last words, if nobody ended it; else `null`. */
  died(): string | null;
  /** Ends everything that was started for it; resolves when it is gone. Idempotent. */
  stop(): Promise<void>;
  /** Ends its processes at once, as a crash would: no connection is closed in order. What stands before several stays. */
  killServer(): Promise<void>;
  /** Starts them again at the same ports, with nothing in their memory. Throws as the first start. */
  startServer(): Promise<void>;
  /** Ends its Redis at once. Throws RangeError where none was started for it. */
  stopRedis(): Promise<void>;
  /** Starts its Redis again at the same port, with all it knew. Throws RangeError where none was started for it. */
  startRedis(): Promise<void>;
}
