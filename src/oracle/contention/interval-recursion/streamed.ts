import { coreOfReject } from './core.js';
import type { Desk } from './desk.js';
import type { KeyRows } from './key-rows.js';
import { keyStreams } from './key-streams.js';
import { outcomes, type Fault } from '../key-verdict.js';
import type { Budget } from '../budget.js';
import type { Finding } from '../finding.js';
import { seen } from '../windows.js';

/** What pairs of windows say, in order of settling. Marks every answer; returns what is wrong. */
export function streamed(desk: Desk, key: KeyRows, budget: Budget): Fault[] {
  const { rules, windows, rows, outcome, minMarginUs } = desk;
  const { startUs, endUs } = windows;
  const faults: Fault[] = [];
  const stream = keyStreams(rules, minMarginUs, (finding, id, against, marginUs, idleSinceUs) => {
    outcome[id] = markOf[finding];
    const isNearEdge = finding === 'near-edge';
    if (against >= 0)
      faults.push({ kind: 'false-accept', rows: [against, id], marginUs, isNearEdge, idleSinceUs });
    else if (!Number.isNaN(idleSinceUs)) {
      const core = coreOfReject(key, id, budget);
      faults.push({ kind: 'false-reject', rows: core, marginUs, isNearEdge, idleSinceUs });
    }
  });
  const only = stream.open();
  const known = rows.filter((row) => windows.seen[row] !== seen.absent);
  known.sort((a, b) => (endUs[a] === endUs[b] ? a - b : endUs[a] - endUs[b]));
  for (const row of known) stream.push(only, row, startUs[row], endUs[row], windows.seen[row]);
  stream.passed(only, Infinity);
  return faults;
}

const markOf: Readonly<Record<Finding, number>> = {
  'true-accept': outcomes.right,
  'true-reject': outcomes.right,
  'false-accept': outcomes.wrong,
  'false-reject': outcomes.wrong,
  'near-edge': outcomes.nearEdge,
  undecidable: outcomes.undecidable,
};
