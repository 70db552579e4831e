import { deliveryDoubts } from './delivery-verdict.js';
import { doubtsOf } from './doubts.js';
import type { RunEvidence } from './evidence.js';
import { stateDoubts } from './state-verdict.js';
import { thresholdDoubts, wasStopped } from './threshold-verdict.js';

/**
 * Why a run cannot say that its model was obeyed, whatever else it may have proven: the doubts that a verdict of
 * *fail* keeps to itself, without those about deliveries, state and thresholds.
 */
export function modelDoubtsOf(evidence: RunEvidence): readonly string[] {
  const { delivery, state, thresholds } = evidence;
  const others = new Set([
    ...deliveryDoubts(delivery),
    ...stateDoubts(state),
    ...thresholdDoubts(thresholds),
  ]);
  const own = doubtsOf(evidence).filter((doubt) => !others.has(doubt));
  const stopped = 'the run was cut short by one of its thresholds, so only its beginning was played';
  // Where the threshold has failed, it is the verdict that says so, and no doubt does.
  return wasStopped(thresholds) && own.length === 0 ? [stopped] : own;
}
