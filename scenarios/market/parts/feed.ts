/** A message of a stream as it arrives. */
export interface Tick {
  readonly type: 'snapshot' | 'quote' | 'trade';
  readonly stream: string;
  readonly number: number;
}

/** What a client can find wrong with the streams of a feed. */
export interface Flaws {
  /** Numbers that were left out. */
  gaps: number;
  /** Messages that came behind a later one, or twice. */
  disorder: number;
  /** Snapshots older than what is sent right behind them, or was sent before. */
  stale: number;
}

/** A client's view of one connection: every stream must go on by one from its snapshot. */
export function feedCheck(flaws: Flaws): (tick: Tick) => void {
  const last = new Map<string, { readonly number: number; readonly isSnapshot: boolean }>();
  return ({ type, stream, number }) => {
    const before = last.get(stream);
    const isSnapshot = type === 'snapshot';
    if (before === undefined || number > before.number) last.set(stream, { number, isSnapshot });
    if (before === undefined || number === before.number + 1) return;
    if (isSnapshot) flaws.stale += number < before.number ? 1 : 0;
    else if (number <= before.number) flaws.disorder += 1;
    else if (before.isSnapshot) flaws.stale += 1;
    else flaws.gaps += number - before.number - 1;
  };
}

/** A message of a stream, or `null` for anything else. */
export function tickOf(data: unknown): Tick | null {
  const { type, stream, number } = (data ?? {}) as Partial<Tick>;
  const isTick = type === 'snapshot' || type === 'quote' || type === 'trade';
  return isTick && typeof stream === 'string' && typeof number === 'number' ? { type, stream, number } : null;
}
