import type { OracleReport } from './report.js';
import { plural } from './words.js';

/** Whether races were looked for, and how much it means that none was seen. */
export function racesText({
  meetings,
  per,
  violationCount,
  unproven,
}: Pick<OracleReport, 'meetings' | 'per' | 'violationCount' | 'unproven'>): string {
  const key = per.join('+') === 'resource' ? 'resource' : 'key';
  if (meetings === 0)
    return `no two actions met on one free ${key} at one instant: races were not looked for`;
  const met = `${plural(meetings, 'pair')} of actions met on one free ${key} at one instant`;
  const clean = violationCount + unproven.nearEdge + unproven.conditional === 0;
  return clean ? `${met}: races were looked for, and none seen is not never` : met;
}
