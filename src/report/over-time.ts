import type { HistoryEvent } from '../history/action.js';

/** A change of how many connections are open: one more, one less, or how many there were when somebody looked. */
type Change = { readonly atUs: number } & ({ readonly by: 1 | -1 } | { readonly open: number });

/**
 * How many connections were open just before each of some ascending instants; empty where nobody wrote it down. Users
 * who leave because they have nothing more to do say nothing: those are seen when somebody looks, once a second.
 */
export function connectedAt(events: readonly HistoryEvent[], endsUs: readonly number[]): readonly number[] {
  const changes = events.flatMap(changeOf).sort((a, b) => a.atUs - b.atUs);
  if (changes.length === 0) return [];
  let [next, open] = [0, 0];
  return endsUs.map((endUs) => {
    for (; next < changes.length; next++) {
      const change = changes[next];
      if (change === undefined || change.atUs >= endUs) break;
      open = 'open' in change ? change.open : Math.max(0, open + change.by);
    }
    return open;
  });
}

function changeOf(event: HistoryEvent): readonly Change[] {
  const { kind } = event;
  if (kind === 'connection-opened') return [{ atUs: event.atUs, by: 1 }];
  if (kind === 'connection-lost' || kind === 'connection-closed') return [{ atUs: event.atUs, by: -1 }];
  return kind === 'traffic' ? [{ atUs: event.atUs, open: event.open }] : [];
}

/** What came and went in a slice of time. */
interface Bytes {
  readonly bytesIn: number | null;
  readonly bytesOut: number | null;
}

type Sample = Extract<HistoryEvent, { kind: 'traffic' }>;

/**
 * The bytes between each instant and the next. They are looked at about once a second, so in between they are taken
 * to flow evenly; whole bytes, whose sum is right. `null` in slices that no look falls on or lies around.
 */
export function trafficAt(events: readonly HistoryEvent[], borders: readonly number[]): readonly Bytes[] {
  const samples = events.filter((event) => event.kind === 'traffic').toSorted((a, b) => a.atUs - b.atUs);
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  let next = 0;
  const totals = borders.map((atUs) => {
    while ((samples[next]?.atUs ?? Number.POSITIVE_INFINITY) <= atUs) next++;
    return totalsAt(atUs, samples[next - 1] ?? first, samples[next] ?? last);
  });
  return totals.slice(1).map((total, index) => {
    const [fromUs, untilUs] = [borders[index] ?? 0, borders[index + 1] ?? 0];
    const before = totals[index] ?? total;
    if (untilUs <= first.atUs || fromUs >= last.atUs) return { bytesIn: null, bytesOut: null };
    return { bytesIn: total.bytesIn - before.bytesIn, bytesOut: total.bytesOut - before.bytesOut };
  });
}

function totalsAt(atUs: number, before: Sample, after: Sample): Pick<Sample, 'bytesIn' | 'bytesOut'> {
  const spanUs = after.atUs - before.atUs;
  const share = spanUs <= 0 ? 0 : Math.min(1, Math.max(0, (atUs - before.atUs) / spanUs));
  const between = (from: number, to: number): number => Math.round(from + (to - from) * share);
  return {
    bytesIn: between(before.bytesIn, after.bytesIn),
    bytesOut: between(before.bytesOut, after.bytesOut),
  };
}
