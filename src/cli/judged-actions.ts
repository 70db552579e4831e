import type { Judged } from '../export/actions.js';
import type { HistoryEvent } from '../history/action.js';
import type { History } from '../history/history.js';
import type { Assumptions } from '../models/assumptions.js';
import { judge } from '../oracle/judge.js';
import { judgements } from '../oracle/verdict.js';
import { Problem } from '../scenario/problem.js';
import type { HistoryHead } from './run-files.js';
import { storedHistory, storedModel } from './stored-run.js';

/** What of a run the judge looks at besides its actions. */
const weighed: ReadonlySet<HistoryEvent['kind']> = new Set([
  'server-restarted',
  'connection-untrusted',
  'clock-untrusted',
]);

/** The actions of a run as they are judged today; where its model is in code, as they are, and `tell` is told so. */
export function judgedActions(
  folder: string,
  tell: (line: string) => void,
): { readonly history: History; readonly judged: Judged } {
  const { plan, history } = storedHistory(folder);
  try {
    const model = storedModel(plan);
    const { perAction, assumptions } = judge(model, history, plan.assumptions);
    const { scenario, minResolution, prove } = plan;
    const head: HistoryHead = {
      scenario,
      model: { name: model.name, parameters: model.parameters },
      assumptions,
      minResolution,
      prove,
      isSufficient: history.complete && !history.events.some((event) => isWeighed(event, assumptions)),
    };
    return { history, judged: { judgementAt: (row) => judgements[perAction[row] ?? 0] ?? 'open', head } };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    tell(`no judgements are written: ${error.message}`);
    return { history, judged: { judgementAt: null, head: null } };
  }
}

/** Where a server keeps nothing, the loss of all connections may be its restart, which begins a new life. */
function isWeighed({ kind }: HistoryEvent, { state }: Assumptions): boolean {
  return weighed.has(kind) || (state === 'perProcess' && kind === 'connection-lost');
}
