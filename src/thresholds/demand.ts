import type { Demand } from './threshold.js';

/**
 * Whether a demand holds of a number that is somewhere between two bounds, both included: of every number
 * there (`true`), of none (`false`), or nobody can tell (`null`).
 */
export function judged(demand: Demand, least: number, most: number): boolean | null {
  const [low, high] = [meets(demand, least), meets(demand, most)];
  if (demand.kind === 'within') {
    if (low && high) return true;
    return most < demand.least || least > demand.most ? false : null;
  }
  const { operator, value } = demand;
  const isInside = least <= value && value <= most;
  if (operator === '==') return isInside ? (low && high ? true : null) : false;
  if (operator === '!=') return isInside ? (least === most ? false : null) : true;
  if (low === high) return low;
  return null;
}

/** Whether a demand holds of a number. */
export function meets(demand: Demand, actual: number): boolean {
  if (demand.kind === 'within') return demand.least <= actual && actual <= demand.most;
  switch (demand.operator) {
    case '<':
      return actual < demand.value;
    case '<=':
      return actual <= demand.value;
    case '>':
      return actual > demand.value;
    case '>=':
      return actual >= demand.value;
    case '==':
      return actual === demand.value;
    case '!=':
      return actual !== demand.value;
  }
}

/** How far a number is from failing; the less, the worse, and of several numbers the least fails first. */
export function slackOf(demand: Demand, actual: number): number {
  if (demand.kind === 'within') return Math.min(actual - demand.least, demand.most - actual);
  switch (demand.operator) {
    case '<':
    case '<=':
      return demand.value - actual;
    case '>':
    case '>=':
      return actual - demand.value;
    case '==':
      return -Math.abs(actual - demand.value);
    case '!=':
      return Math.abs(actual - demand.value);
  }
}
