import type { Forecast } from '../forecast.js';
import { msText } from '../plan/durations.js';
import type { Scenario } from '../scenario/scenario.js';

/** Why runs would come to no verdict although every answer is as fast as in this forecast; one sentence each. */
export function forecastWarnings(scenario: Scenario, fastest: Forecast): string[] {
  const { all, decidedAccepts, decidedRejects, roundTripUs } = fastest;
  const { prove, minResolution } = scenario;
  const at = `at a round trip of ${msText(roundTripUs)}`;
  if (all.decided === 0)
    return [`nothing is decidable ${at} or more: whatever the server answers, the run proves nothing`];
  if (decidedAccepts === 0 && prove !== 'rejects')
    return [`no accept is decidable ${at} or more: the run will be inconclusive`];
  if (decidedRejects === 0 && prove !== 'accepts')
    return [
      `no reject is decidable ${at} or more: the run will be inconclusive, unless it is to prove accepts only`,
    ];
  if (all.decided / all.of < minResolution)
    return [`less than ${minResolution * 100} % are decidable ${at} or more: the run will be inconclusive`];
  return [];
}
