import type { Draft } from '../draft.js';
import { msText, secondsText } from '../durations.js';
import { inOrder, type LooseRound } from '../in-order.js';
import type { Pacing } from '../pacing.js';
import type { PhaseSpec, PlanSpec } from '../plan.js';
import { streamsOf, type Random } from '../random.js';
import { seatWindowOf } from '../seat-window.js';
import { checkThink, meanThinkUs, thinkText, thinkUs, type Think } from '../think.js';
import { wholeFrom } from '../whole.js';

export interface Fixed {
  /** The least time between two actions of a user. */
  readonly everyUs: number;
  /** Users evenly inside the step, instead of all at its start. */
  readonly spread: boolean;
  /** Seeded scatter of the intended times: every action up to this much later; at most `everyUs`. */
  readonly jitterUs?: number;
  /** What each user waits on top of `everyUs` between two of its own actions; absent: nothing. */
  readonly think?: Think;
}

/**
 * One step each `everyUs`, whatever the model says: what an open-loop load is. With `spread` user
 * `i` acts at `i/users` of the step, otherwise all at its start. With `think` each user goes its own
 * way from there. Nothing is known of the answers.
 */
export function fixed(settings: Fixed): Pacing {
  const { everyUs, spread, jitterUs = 0, think } = settings;
  return {
    kind: 'fixed',
    // Plans without the younger settings keep their hash.
    settings: { everyUs, spread, ...(jitterUs > 0 && { jitterUs }), ...(think && { think }) },
    marginUs: 0,
    meetings: spread && jitterUs === 0 && think === undefined ? 'none' : 'by-chance',
    check: (_spec, { name }) => check(name, settings),
    paced: (spec, phase, phaseIndex) => ({
      lanes: 1,
      stepUs: stepUsOf(settings),
      rounds: (startUs) => inOrder(windowsOf(spec, phase, settings, phaseIndex, startUs)),
    }),
    words: () => [wordsOf(settings)],
    warnings: () => [],
  };
}

function check(name: string, { everyUs, jitterUs = 0, think }: Fixed): void {
  wholeFrom(1, `phase ${name}: everyUs`, everyUs);
  wholeFrom(0, `phase ${name}: jitterUs`, jitterUs);
  if (jitterUs > everyUs) {
    throw new RangeError(
      `phase ${name}: a jitter of ${msText(jitterUs)} is more than every ${msText(everyUs)}, so that a user's own actions could change places`,
    );
  }
  if (think !== undefined) checkThink(name, think);
}

function wordsOf({ everyUs, jitterUs = 0, think }: Fixed): string {
  const scatter = jitterUs > 0 ? `, each action up to ${msText(jitterUs)} later` : '';
  if (think === undefined) return `a step each ${secondsText(everyUs)}${scatter}, whatever the limit says`;
  return `each user acts, waits ${secondsText(everyUs)} and thinks ${thinkText(think)}${scatter}, whatever the limit says`;
}

/** How long a step takes a user on average. */
function stepUsOf({ everyUs, think }: Fixed): number {
  return everyUs + (think === undefined ? 0 : Math.round(meanThinkUs(think)));
}

/** The actions of all users, a mean step of time after the other; with think times users are in steps of their own. */
function* windowsOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  settings: Fixed,
  phaseIndex: number,
  startUs: number,
): Iterable<LooseRound> {
  const windowUs = stepUsOf(settings);
  const walk = walkOf(spec, phase, settings, phaseIndex, startUs);
  for (let nextUs = startUs + windowUs; walk.slowest() < phase.steps; nextUs += windowUs) {
    const drafts: Draft[] = [];
    for (let user = 0; user < spec.users; user++) walk.until(nextUs, user, drafts);
    yield { drafts, nextUs };
  }
}

interface Walk {
  /** The step that the slowest user does next. */
  slowest(): number;
  /** Adds what a user does before an instant. */
  until(endUs: number, user: number, drafts: Draft[]): void;
}

function walkOf(
  spec: PlanSpec,
  phase: PhaseSpec,
  settings: Fixed,
  phaseIndex: number,
  startUs: number,
): Walk {
  const { everyUs, spread, jitterUs = 0, think } = settings;
  const seats = seatWindowOf(spec, phase, phaseIndex);
  const streams = (name: string): Random[] => streamsOf(spec, `phase/${phaseIndex}/${name}`);
  const jitters = jitterUs === 0 ? [] : streams('jitter');
  const thinks = think === undefined ? [] : streams('think');
  const spreadUs = stepUsOf(settings);
  const steps = new Int32Array(spec.users);
  const nextUs = Float64Array.from(steps, (_, user) =>
    spread ? startUs + Math.floor((user * spreadUs) / spec.users) : startUs,
  );
  return {
    slowest: () => {
      const step = steps.reduce((least, each) => Math.min(least, each), phase.steps);
      seats.forgetBefore(step);
      return step;
    },
    until: (endUs, user, drafts) => {
      for (; nextUs[user] < endUs && steps[user] < phase.steps; steps[user]++) {
        const step = steps[user];
        const atUs = nextUs[user] + (jitters[user]?.below(jitterUs + 1) ?? 0);
        drafts.push({ user, resource: seats.seatOf(user, step), step, atUs, aim: 'open' });
        nextUs[user] += everyUs + (think === undefined ? 0 : thinkUs(think, thinks[user]));
      }
    },
  };
}
