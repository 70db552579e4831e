import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planOf } from '../../src/plan/plan-of.js';
import type { CooldownAware } from '../../src/plan/pacings/index.js';
import type { PhaseSpec, PlanSpec, Step } from '../../src/plan/plan.js';
import type { Seat } from '../../src/plan/strategy.js';
import {
  anywhere,
  cooldownSpecs,
  groupedBy,
  keyText,
  ms,
  paced,
  phaseOf,
  plan,
  seed,
  settings,
  sha256,
  stepsOf,
  voting,
} from './specs.js';

function forAllPlans(law: (spec: PlanSpec, steps: Step[]) => void): void {
  fc.assert(
    fc.property(cooldownSpecs, (spec) => law(spec, stepsOf(planOf(spec, sha256)))),
    settings,
  );
}

const ofAim = (steps: readonly Step[], aim: Step['aim']) => steps.filter((step) => step.aim === aim);

/** What a phase of these specs was paced with. */
function paceOf({ pacing }: Pick<PhaseSpec, 'pacing'>): CooldownAware {
  if (pacing.kind !== 'cooldown-aware') throw new Error('not here');
  return pacing.settings as unknown as CooldownAware;
}

function marginLeftUs(spec: PlanSpec, phase: number): number {
  const { marginUs, jitterUs } = paceOf(spec.phases[phase]);
  return marginUs - Math.min(marginUs, jitterUs);
}

/** What the rejects of a phase keep from both ends of the spacing. */
function keptFromEndsUs({ spacingUs, phases }: PlanSpec, phase: number): number {
  const { pacing } = phases[phase];
  if (pacing.kind !== 'cooldown-aware') throw new Error('not here');
  if (pacing.marginUs === 0) return spacingUs / 3;
  return pacing.marginUs * 2 < spacingUs ? pacing.marginUs : (spacingUs - 2) / 2;
}

/** How long after the accept on its key each reject comes, in order. */
function rejectOffsetsUs(spec: Partial<PlanSpec>): number[] {
  const acceptedUs = new Map<string, number>();
  const whole = { ...voting, users: 3, resources: 3, phases: [], ...spec };
  return stepsOf(plan(spec)).flatMap((step) => {
    if (step.aim === 'reject') return [step.intendedAtUs - (acceptedUs.get(keyText(whole, step)) ?? NaN)];
    acceptedUs.set(keyText(whole, step), step.intendedAtUs);
    return [];
  });
}

/** A step without its number, which every other user moves. */
function bare({ user, resource, step, intendedAtUs, aim }: Step) {
  return { user, resource, step, intendedAtUs, aim };
}

describe(`cooldown-aware plans (seed ${seed})`, () => {
  it('plan no two accepts on a key closer than the spacing and what jitter leaves of the margin', () => {
    forAllPlans((spec, steps) => {
      for (const accepts of groupedBy(ofAim(steps, 'accept'), (step) => keyText(spec, step)).values()) {
        for (let i = 1; i < accepts.length; i++) {
          const apartUs = accepts[i].intendedAtUs - accepts[i - 1].intendedAtUs;
          expect(apartUs).toBeGreaterThanOrEqual(spec.spacingUs + marginLeftUs(spec, accepts[i].phase));
        }
      }
    });
  });

  it('plan every reject a margin away from both ends of the spacing after an accept on its key, by the right user', () => {
    forAllPlans((spec, steps) => {
      const accepts = groupedBy(ofAim(steps, 'accept'), (step) => keyText(spec, step));
      for (const reject of ofAim(steps, 'reject')) {
        const before = (accepts.get(keyText(spec, reject)) ?? []).filter(
          (a) => a.intendedAtUs <= reject.intendedAtUs,
        );
        const accept = before[before.length - 1];
        const afterUs = reject.intendedAtUs - accept.intendedAtUs;
        const keptUs = keptFromEndsUs(spec, reject.phase);
        expect(afterUs).toBeGreaterThanOrEqual(keptUs);
        expect(afterUs).toBeLessThanOrEqual(spec.spacingUs - keptUs);
        const keyHasUser = spec.per.includes('user') || spec.per.includes('connection');
        expect(reject.user === accept.user).toBe(keyHasUser || spec.users === 1);
        const elsewhere = !spec.per.includes('resource') && spec.resources > 1;
        expect(reject.resource !== accept.resource).toBe(elsewhere);
      }
    });
  });

  it('give each user exactly its steps, each on the resource of the strategy', () => {
    forAllPlans((spec, steps) => {
      const turns = groupedBy(ofAim(steps, 'accept'), ({ phase, user }) => `${phase} ${user}`);
      expect(turns.size).toBe(spec.phases.length * spec.users);
      for (const own of turns.values()) {
        expect(own.map(({ step }) => step)).toEqual(
          Array.from({ length: spec.phases[own[0].phase].steps }, (_, s) => s),
        );
      }
    });
  });

  it("keep a user's own actions apart: half a lane between accepts, a quarter of the spacing around a reject, or the margin where a user must ask itself", () => {
    forAllPlans((spec, steps) => {
      for (const own of groupedBy(steps, ({ user }) => user).values()) {
        for (let i = 1; i < own.length; i++) {
          const apartUs = own[i].intendedAtUs - own[i - 1].intendedAtUs;
          const bothAccepts = own[i].aim === 'accept' && own[i - 1].aim === 'accept';
          const quarterUs = spec.spacingUs / 4;
          const asksItself = spec.users === 1 || spec.per.includes('user') || spec.per.includes('connection');
          const idleUs = asksItself ? Math.min(quarterUs, keptFromEndsUs(spec, own[i - 1].phase)) : quarterUs;
          const leastUs = bothAccepts ? (spec.spacingUs + marginLeftUs(spec, own[i].phase)) / 2 : idleUs;
          expect(apartUs).toBeGreaterThanOrEqual(leastUs);
        }
      }
    });
  });

  it('are sorted, numbered, in whole microseconds, and pause a full recovery between phases', () => {
    forAllPlans((spec, steps) => {
      steps.forEach((step, i) => {
        expect(step.id).toBe(i);
        expect(Number.isSafeInteger(step.intendedAtUs) && step.intendedAtUs >= 0).toBe(true);
        if (i === 0) return;
        const before = steps[i - 1];
        const order =
          step.intendedAtUs - before.intendedAtUs ||
          step.user - before.user ||
          step.resource - before.resource;
        expect(order).toBeGreaterThanOrEqual(0);
        expect(step.phase).toBeGreaterThanOrEqual(before.phase);
        const pauseUs = step.phase > before.phase ? spec.recoveryUs : -1;
        expect(step.intendedAtUs - before.intendedAtUs).toBeGreaterThan(pauseUs);
      });
    });
  });

  it('plan the share of rejects that was asked for, or say that it could not be', () => {
    forAllPlans((spec, steps) => {
      const { warnings } = planOf(spec, sha256).header;
      spec.phases.forEach(({ name, pacing }, phase) => {
        const own = steps.filter((step) => step.phase === phase);
        const share = paceOf({ pacing }).rejects;
        const wanted = Math.floor((ofAim(own, 'accept').length * share) / (1 - share) + 1e-6);
        const planned = ofAim(own, 'reject').length;
        expect(planned).toBeLessThanOrEqual(wanted);
        const why = warnings.filter((text) => text.startsWith(`phase ${name}:`)).join();
        expect(why).toMatch(planned < wanted ? /no middle|found a place/ : /^(?!.*found a place)/);
      });
    });
  });

  it.each<[string, Partial<PlanSpec>]>([
    ['in three lanes', { users: 30, resources: 10 }],
    ['when all act at once', { users: 10, resources: 10 }],
    ['of one key for all', { users: 10, resources: 3, per: [] }],
    ['of a limit per user', { users: 6, resources: 3, per: ['user'] }],
  ])('plan half of the rejects as late as is certain, %s, and the others all over the zone', (_, spec) => {
    const margins = [5, 20, 30, 45];
    for (const marginMs of margins) {
      const marginUs = marginMs * ms;
      const pacing = paced({ marginUs, jitterUs: 5 * ms, rejects: 0.25 });
      const offsetsUs = rejectOffsetsUs({ ...spec, phases: [phaseOf(pacing, 60)] });
      const [fromUs, toUs] = [marginUs, 200 * ms - marginUs];
      const late = offsetsUs.filter((offsetUs) => offsetUs >= toUs - marginUs / 10);
      expect(late.length / offsetsUs.length, `${marginMs} ms`).toBeGreaterThan(0.45);
      expect(late.length / offsetsUs.length, `${marginMs} ms`).toBeLessThan(0.65);
      const thirds = [0, 0, 0];
      for (const offsetUs of offsetsUs) {
        thirds[Math.min(2, Math.floor(((offsetUs - fromUs) / (toUs - fromUs)) * 3))]++;
      }
      expect(Math.min(...thirds), `${marginMs} ms: ${thirds.join()}`).toBeGreaterThan(0);
    }
  });

  it('spread the early half of the rejects evenly when everybody has time', () => {
    const pacing = paced({ jitterUs: 5 * ms, rejects: 0.25 });
    const offsetsUs = rejectOffsetsUs({ users: 30, resources: 10, phases: [phaseOf(pacing, 40)] });
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const offsetUs of offsetsUs) {
      if (offsetUs < 167 * ms) tenths[Math.floor((offsetUs - 30 * ms) / 13_700)]++;
    }
    const early = tenths.reduce((a, b) => a + b, 0);
    for (const count of tenths) expect(Math.abs(count - early / 10)).toBeLessThan(early / 30);
  });

  it('ask rejects of users that a count per user would accept, whenever there are lanes', () => {
    const steps = stepsOf(
      plan({ users: 30, resources: 10, phases: [phaseOf(paced({ rejects: 0.25 }), 15)] }),
    );
    const lastUs = new Map<number, number>();
    const sinceUs: number[] = [];
    for (const { user, aim, intendedAtUs } of steps) {
      if (aim === 'accept') lastUs.set(user, intendedAtUs);
      else sinceUs.push(intendedAtUs - (lastUs.get(user) ?? -Infinity));
    }
    expect(sinceUs).toHaveLength(150);
    expect(Math.min(...sinceUs)).toBeGreaterThanOrEqual(200 * ms);
  });

  it('keep rejects of one step apart from those of the next, at the tightest', () => {
    const pacing = paced({ marginUs: 0, jitterUs: 0, rejects: 0.5 });
    const seats = [
      [10, 0, 0],
      [10, 10, 19],
    ];
    const awkward = { ...anywhere(), resourceOf: ({ user, step }: Seat) => seats[step % 2][user] };
    const made = plan({ users: 3, resources: 20, phases: [phaseOf(pacing, 2000, awkward)] });
    const apartUs = [...groupedBy(stepsOf(made), ({ user }) => user).values()].flatMap((own) =>
      own.slice(1).map((step, i) => step.intendedAtUs - own[i].intendedAtUs),
    );
    expect(Math.min(...apartUs)).toBeGreaterThanOrEqual(50 * ms);
  });

  it('leave users alone when another user is added, lanes permitting', () => {
    const spec = { resources: 6, phases: [phaseOf(paced(), 5)] };
    const few = stepsOf(plan({ ...spec, users: 4 }));
    const more = stepsOf(plan({ ...spec, users: 5 })).filter(({ user }) => user < 4);
    expect(more.map(bare)).toEqual(few.map(bare));
  });
});
