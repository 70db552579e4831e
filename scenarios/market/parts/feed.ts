/** A message of a stream as it arrives. */
export interface Tick {
  readonly type: 'snapshot' | 'quote' | 'trade';
  readonly stream: string;
  readonly number: number;
}

/** What clients can find wrong with the streams of a feed. */
export interface Flaws {
  /** Numbers that were left out, and did not come later either. */
  gaps: number;
  /** Messages that came behind a later one, or twice. */
  disorder: number;
  /** Snapshots older than what was sent before them, or is sent right behind them. */
  stale: number;
}

interface Stream {
  last: number;
  isAtSnapshot: boolean;
  /** Left out so far. */
  readonly missing: Set<number>;
}

/** A client's view of one connection: every stream must go on by one from its snapshot. */
export function feedCheck(flaws: Flaws): (tick: Tick) => void {
  const streams = new Map<string, Stream>();
  return ({ type, stream: name, number }) => {
    const isSnapshot = type === 'snapshot';
    const stream = streams.get(name);
    if (stream === undefined) {
      streams.set(name, { last: number, isAtSnapshot: isSnapshot, missing: new Set() });
      return;
    }
    if (isSnapshot) flaws.stale += number < stream.last ? 1 : 0;
    else if (number <= stream.last) comesLate(flaws, stream, number);
    else if (stream.isAtSnapshot) flaws.stale += number > stream.last + 1 ? 1 : 0;
    else leavesOut(flaws, stream, number);
    if (number <= stream.last) return;
    stream.last = number;
    stream.isAtSnapshot = isSnapshot;
  };
}

function comesLate(flaws: Flaws, { missing }: Stream, number: number): void {
  flaws.disorder += 1;
  if (missing.delete(number)) flaws.gaps -= 1;
}

function leavesOut(flaws: Flaws, { last, missing }: Stream, number: number): void {
  for (let left = last + 1; left < number; left++) missing.add(left);
  flaws.gaps += number - last - 1;
}

/** A message of a stream, or `null` for anything else. */
export function tickOf(data: unknown): Tick | null {
  const { type, stream, number } = (data ?? {}) as Partial<Tick>;
  const isTick = type === 'snapshot' || type === 'quote' || type === 'trade';
  return isTick && typeof stream === 'string' && typeof number === 'number' ? { type, stream, number } : null;
}
