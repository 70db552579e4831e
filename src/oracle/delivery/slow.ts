import type { History } from '../../history/history.js';
import type { DeliveryLatency, SlowReceiver } from './verdict.js';
import type { Scene } from './walk.js';

/** So many connections are named as the slowest. */
const slowestMost = 5;

/** When broadcasts of accepted actions arrived, and who waited longest. */
export function timed(
  scene: Scene,
  isFirst: Uint8Array,
): { readonly latency: DeliveryLatency; readonly slowest: readonly SlowReceiver[] } {
  const { history, receipts, broadcasts, connections } = scene;
  const eachUs = new Float64Array(receipts.order.length);
  const receivers = new Int32Array(receipts.order.length);
  const spans = spansFor(history);
  let count = 0;
  for (let row = 0; row < history.length; row++) {
    if (broadcasts.kinds[row] !== 'surely') continue;
    const start = count;
    for (let at = receipts.from[row]; at < receipts.from[row + 1]; at++) {
      const index = receipts.order[at];
      if (isFirst[index] === 0) continue;
      eachUs[count] = history.receipts.atUs[index] - history.sentAtUs[row];
      receivers[count++] = connections.ofReceipts[index];
    }
    spans.take(eachUs.subarray(start, count));
  }
  const arrived = eachUs.subarray(0, count);
  return {
    latency: { ...spans.all(), eachUs: arrived },
    slowest: slowestOf(connections.names, receivers.subarray(0, count), arrived),
  };
}

function spansFor({ length }: History) {
  const firstUs = new Float64Array(length);
  const lastUs = new Float64Array(length);
  let count = 0;
  return {
    take(eachUs: Float64Array): void {
      if (eachUs.length === 0) return;
      let first = Infinity;
      let last = 0;
      for (const us of eachUs) {
        if (us < first) first = us;
        if (us > last) last = us;
      }
      firstUs[count] = first;
      lastUs[count++] = last;
    },
    all() {
      const first = firstUs.subarray(0, count);
      const last = lastUs.subarray(0, count);
      return { firstUs: first, lastUs: last, spreadUs: last.map((us, index) => us - first[index]) };
    },
  };
}

/** By the 95th percentile (nearest rank), the highest first, equal ones by the order in which they came. */
function slowestOf(
  names: readonly string[],
  receivers: Int32Array,
  eachUs: Float64Array,
): readonly SlowReceiver[] {
  const from = new Int32Array(names.length + 1);
  for (const receiver of receivers) from[receiver + 1]++;
  for (let code = 0; code < names.length; code++) from[code + 1] += from[code];
  const grouped = new Float64Array(eachUs.length);
  const next = from.slice();
  receivers.forEach((receiver, index) => (grouped[next[receiver]++] = eachUs[index]));
  const all = names.flatMap((connection, code) => {
    const own = grouped.subarray(from[code], from[code + 1]).sort();
    if (own.length === 0) return [];
    const p95Us = own[Math.ceil(own.length * 0.95) - 1];
    return [{ connection, receipts: own.length, p95Us, maxUs: own[own.length - 1] }];
  });
  return all.sort((a, b) => b.p95Us - a.p95Us || b.maxUs - a.maxUs).slice(0, slowestMost);
}
