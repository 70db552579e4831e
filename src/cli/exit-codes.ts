/** The exit codes, a contract: scripts branch on them. */
export const exitCodes = {
  pass: 0,
  /** The server broke the model, or a threshold failed. */
  fail: 1,
  inconclusive: 2,
  badUsage: 3,
  /** turnwise itself crashed. Never 1: a crash accuses nobody. */
  crash: 4,
  interrupted: 130,
  terminated: 143,
} as const;
