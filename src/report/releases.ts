import type { KeyField } from '../history/action.js';
import type { History } from '../history/history.js';
import { partitionOf } from '../oracle/contention/partition.js';
import { latencyRecorder } from './latency.js';
import type { Latency } from './report.js';

/**
 * How far apart actions really left that were planned for one instant and one key, such as the two
 * of a duel: the last send minus the first of each such instant. A race is only looked for where this is
 * small beside what a server takes to decide. For histories of our own plans, which are in order of
 * intended times.
 */
export function releasesOf(history: History, per: readonly KeyField[]): Latency {
  const recorder = latencyRecorder();
  const { keys, rows, from } = partitionOf(history, per);
  for (let key = 0; key < keys; key++) {
    recordReleases(history, rows.subarray(from[key], from[key + 1]), (us) => recorder.record(us));
  }
  const summary = recorder.summary();
  recorder.destroy();
  return summary;
}

/** The instants of one key for which more than one action was planned, of those that left. */
function recordReleases(
  { intendedAtUs, sentAtUs }: History,
  rows: Int32Array,
  record: (apartUs: number) => void,
): void {
  let [atUs, firstUs, lastUs, many] = [Number.NaN, 0, 0, 0];
  const end = (): void => {
    if (many > 1) record(Math.max(0, Math.round(lastUs - firstUs)));
  };
  for (const row of rows) {
    const sentUs = sentAtUs[row] ?? Number.NaN;
    if (!Number.isFinite(sentUs)) continue;
    if (intendedAtUs[row] === atUs) {
      many++;
      firstUs = Math.min(firstUs, sentUs);
      lastUs = Math.max(lastUs, sentUs);
    } else {
      end();
      [atUs, firstUs, lastUs, many] = [intendedAtUs[row] ?? Number.NaN, sentUs, sentUs, 1];
    }
  }
  end();
}
