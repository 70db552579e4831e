import { arrivalTimesOf, arrivesAtUsOf, stagesText } from '../arrivals.js';
import type { Draft } from '../draft.js';
import { countText, msText, secondsText } from '../durations.js';
import { inOrder, type LooseRound } from '../in-order.js';
import type { Pacing, PhaseParts } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { streamsOf } from '../random.js';
import { seatWindowOf } from '../seat-window.js';
import { wholeFrom } from '../whole.js';

export interface Visits {
  /** From the arrival of a user to its first action, and from one action to the next. */
  readonly everyUs: number;
  /** Seeded scatter of the intended times: every action up to this much later; at most `everyUs`. */
  readonly jitterUs: number;
}

/**
 * What users do that arrive while the plan runs: each comes, acts `phase.steps` times, one each `everyUs`
 * from its arrival on, and is done. Who has come before the phase starts counts as coming with it.
 * Nothing is known of the answers.
 */
export function visits(settings: Visits): Pacing {
  const { everyUs, jitterUs } = settings;
  return {
    kind: 'visits',
    settings: { everyUs, jitterUs },
    marginUs: 0,
    meetings: 'by-chance',
    arriving: true,
    check: (_spec, { name }) => check(name, settings),
    paced: (spec, phase, phaseIndex) => ({
      lanes: 1,
      stepUs: everyUs,
      rounds: (startUs) => inOrder(windowsOf(spec, phase, settings, phaseIndex, startUs)),
    }),
    words: (parts) => words(parts, settings),
    warnings: () => [],
  };
}

function check(name: string, { everyUs, jitterUs }: Visits): void {
  wholeFrom(1, `phase ${name}: everyUs`, everyUs);
  wholeFrom(0, `phase ${name}: jitterUs`, jitterUs);
  if (jitterUs > everyUs)
    throw new RangeError(
      `phase ${name}: a jitter of ${msText(jitterUs)} is more than every ${msText(everyUs)}, so that a user's own actions could change places`,
    );
}

function words({ spec, phase }: PhaseParts, { everyUs, jitterUs }: Visits): string[] {
  const stages = (spec.groups ?? []).flatMap(({ arrivals }) => arrivals ?? []);
  const times = (spec.groups ?? []).flatMap(({ arrivals }) => arrivalTimesOf(arrivals ?? []));
  const overUs = times.reduce((last, atUs) => Math.max(last, atUs), 0);
  const who = `${countText(spec.users, 'user')} ${spec.users === 1 ? 'arrives' : 'arrive'} over ${secondsText(overUs)}`;
  const scatter = jitterUs > 0 ? `, up to ${msText(jitterUs)} later` : '';
  return [
    `${who} (${stagesText(stages)}); each acts ${countText(phase.steps, 'time')}, one each ${secondsText(everyUs)} from its arrival on${scatter}, whatever the limit says`,
  ];
}

/** The actions of all users that are there, as much time after the other as lies between two of a user's own. */
function* windowsOf(
  spec: PlanSpec,
  { steps, ...phase }: PhaseSpec,
  { everyUs, jitterUs }: Visits,
  phaseIndex: number,
  startUs: number,
): Iterable<LooseRound> {
  const seats = seatWindowOf(spec, { ...phase, steps }, phaseIndex);
  const jitters = jitterUs === 0 ? [] : streamsOf(spec, `phase/${phaseIndex}/jitter`);
  const comesUs = arrivesAtUsOf(spec.groups ?? []).map((atUs) => Math.max(startUs, atUs ?? 0));
  const lastUs = comesUs.reduce((last, atUs) => Math.max(last, atUs), startUs) + steps * everyUs;
  for (let fromUs = startUs; fromUs <= lastUs; fromUs += everyUs) {
    const drafts: Draft[] = [];
    let slowest = steps;
    for (let user = 0; user < spec.users; user++) {
      const step = Math.ceil((fromUs - comesUs[user]) / everyUs) - 1;
      slowest = Math.min(slowest, Math.max(0, step));
      if (step < 0 || step >= steps) continue;
      const atUs = comesUs[user] + (step + 1) * everyUs + (jitters[user]?.below(jitterUs + 1) ?? 0);
      drafts.push({ user, resource: seats.seatOf(user, step), step, atUs, aim: 'open' });
    }
    seats.forgetBefore(slowest);
    yield { drafts, nextUs: fromUs + everyUs };
  }
}
