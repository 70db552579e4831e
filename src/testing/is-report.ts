import type { Report } from '../report/report.js';

/** @throws TypeError for anything that is no report, with what may have been forgotten. */
export function mustBeReport(value: unknown): asserts value is Report {
  if (isReport(value)) return;
  const hint = value instanceof Promise ? '; this is a promise of one: await it first' : '';
  throw new TypeError(`expected the report of a run, as runScenario and simulateScenario give it${hint}`);
}

function isReport(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    'schemaVersion' in value &&
    'verdict' in value &&
    'oracle' in value
  );
}
