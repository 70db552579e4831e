import * as fc from 'fast-check';
import { take } from 'rxjs';
import { expect, test } from 'vitest';
import type { Step } from '../../src/plan/plan.js';
import { timeline } from '../../src/runtime/timeline.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';

const stepAt = (intendedAtUs: number, id = 0): Step => ({
  id,
  user: 0,
  resource: 0,
  step: 0,
  intendedAtUs,
  aim: 'open',
  phase: 0,
});

test('each step comes once, in order, at exactly origin plus intended time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(1_000_000)), fc.nat(1000), async (intended, originUs) => {
      const steps = intended.toSorted((a, b) => a - b).map((atUs, id) => stepAt(atUs, id));
      const time = new VirtualTime();
      const seen: number[] = [];
      let completed = false;
      timeline(steps, time, originUs).subscribe({
        next: (step) => seen.push(step.id, time.nowUs() - originUs - step.intendedAtUs),
        complete: () => (completed = true),
      });
      await time.run();
      expect(seen).toEqual(steps.flatMap((step) => [step.id, 0]));
      expect(completed).toBe(true);
    }),
  );
});

test('an endless plan takes no more memory than one step, and stops when nobody listens', async () => {
  let drawn = 0;
  let returned = false;
  const endless: Iterable<Step> = {
    [Symbol.iterator]: () => ({
      next: () => ({ done: false, value: stepAt(drawn++ * 10) }),
      return: () => {
        returned = true;
        return { done: true, value: undefined };
      },
    }),
  };
  const time = new VirtualTime();
  let seen = 0;
  timeline(endless, time, 0)
    .pipe(take(100_000))
    .subscribe(() => seen++);
  await time.run();
  expect(seen).toBe(100_000);
  expect(drawn).toBeLessThanOrEqual(100_001);
  expect(returned).toBe(true);
});
