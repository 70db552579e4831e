import { defaultAssumptions } from '../../models/assumptions.js';
import { foreignHistory } from '../foreign-run.js';
import type { Progress } from '../progress.js';
import type { HistoryHead } from '../run-files.js';
import type { StoredRun } from '../stored-run.js';
import { headOf, modelIn } from './check-core.js';

/**
 * A history that `turnwise export` has written, which says itself how it was judged; `null` when it is another file.
 *
 * @throws Problem that shows the first bad lines.
 */
export function exportedRun(path: string, allowExtra: boolean, progress: Progress): StoredRun | null {
  const head: (Pick<HistoryHead, 'model' | 'assumptions'> & Partial<HistoryHead>) | null = headOf(path);
  if (head === null) return null;
  const { scenario, minResolution, prove, isSufficient } = head;
  const needsMore =
    'connections, restarts or clocks of the run count too, and this file holds its actions only: judge the whole run';
  return {
    scenario: scenario ?? { name: path, hash: '' },
    plan: null,
    history: foreignHistory(path, allowExtra, progress),
    model: modelIn(path, head),
    assumptions: { ...defaultAssumptions, ...head.assumptions },
    minResolution: minResolution ?? 0,
    prove: prove ?? 'rejects',
    notes: isSufficient === false ? [needsMore] : [],
  };
}
