import type { Forecast } from '../forecast.js';
import { msText } from '../plan/durations.js';
import type { Scenario } from '../scenario/scenario.js';

/** Why a run at these round trips would come to no verdict, in words: the plan is fine, and proves nothing. */
export function forecastWarnings(scenario: Scenario, forecasts: readonly Forecast[]): string[] {
  const nothing = forecasts.find(({ all }) => all.decided === 0);
  const warnings: string[] = [];
  if (nothing !== undefined) {
    const from = forecasts.length > 1 && nothing !== forecasts[0] ? ' and more' : '';
    warnings.push(
      forecasts[0] === nothing && forecasts.length > 1
        ? 'nothing is decidable: whatever the server answers, this plan proves nothing'
        : `at a round trip of ${msText(nothing.roundTripUs)}${from} nothing is decidable: the run would prove nothing`,
    );
  }
  const some = forecasts.filter(({ all }) => all.decided > 0);
  const [fastest] = some;
  if (fastest !== undefined && some.every((forecast) => !provesBoth(scenario, forecast)))
    warnings.push(`even at a round trip of ${msText(fastest.roundTripUs)} ${missing(fastest)}`);
  const thin = some.find((forecast) => provesBoth(scenario, forecast) && isThin(scenario, forecast));
  if (thin !== undefined)
    warnings.push(
      `at a round trip of ${msText(thin.roundTripUs)} less than ${Math.round(scenario.minResolution * 100)} % can be decided: the run would be inconclusive`,
    );
  return warnings;
}

function provesBoth({ prove }: Scenario, { decidedAccepts, decidedRejects }: Forecast): boolean {
  return (prove === 'rejects' || decidedAccepts > 0) && (prove === 'accepts' || decidedRejects > 0);
}

function missing({ decidedAccepts }: Forecast): string {
  return decidedAccepts === 0
    ? 'no accept can be decided: the run would be inconclusive'
    : 'no reject can be decided: the run would be inconclusive (unless it is to prove accepts only)';
}

function isThin({ minResolution }: Scenario, { all }: Forecast): boolean {
  return all.decided / all.of < minResolution;
}
