// oxlint-disable vitest/expect-expect -- laws throw
import { describe, expect, it } from 'vitest';
import { cooldown, laws, slidingLog, type LimiterFactory } from '../../src/property/index.js';
import { correct } from './correct.js';

const model = cooldown({ per: ['resource'], everyUs: 1_000_000 });

/** A cooldown of a length and a key, which refusals may restart. */
const cooling =
  (everyMs: number, keyOf: (user: string, resource: string) => string, restarts = false): LimiterFactory =>
  ({ nowMs }) => {
    const lastMs = new Map<string, number>();
    return ({ user, resource }) => {
      const key = keyOf(user, resource);
      const accepts = nowMs() - (lastMs.get(key) ?? -Infinity) >= everyMs;
      if (accepts || restarts) lastMs.set(key, nowMs());
      return accepts;
    };
  };

const perResource = (_user: string, resource: string) => resource;

describe('laws', () => {
  it.each(Object.keys(laws) as (keyof typeof laws)[])(
    '%s holds for a correct cooldown and log',
    async (law) => {
      await laws[law](correct['cooldown'].limiter, correct['cooldown'].model);
      await laws[law](correct['slidingLog'].limiter, correct['slidingLog'].model);
    },
  );

  it('a stricter limiter is never more, a laxer one never less than the model', async () => {
    await laws.neverMoreThanTheModel(cooling(1001, perResource), model);
    await laws.neverLessThanTheModel(cooling(999, perResource), model);
  });

  it('neverMoreThanTheModel shows the accept that is too many', async () => {
    await expect(laws.neverMoreThanTheModel(cooling(999, perResource), model)).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: The limiter accepts more than a cooldown of 1000 ms per resource.

        at      who  what  where  answered  the model says
        0 ms    u0   act   r0     accepted  either
        999 ms  u0   act   r0     accepted  refuse          <- wrong

      r0 accepted u0 twice within 999 ms; the cooldown is 1000 ms.

      To see it again: { seed: 42, path: '1:1:0:1:2:10:10' }]
    `);
  });

  it('neverLessThanTheModel shows the refusal that is too many', async () => {
    await expect(laws.neverLessThanTheModel(cooling(1001, perResource), model)).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: The limiter accepts less than a cooldown of 1000 ms per resource.

        at       who  what  where  answered  the model says
        0 ms     u0   act   r0     accepted  accept
        1000 ms  u0   act   r0     refused   accept          <- wrong

      r0 refused u0 although nothing had been accepted there for at least 1000 ms; the cooldown is 1000 ms.

      To see it again: { seed: 42, path: '4:0:2:1:1:2:10' }]
    `);
  });

  it('rejectsDoNotExtend shows the answer a refusal changed', async () => {
    await expect(laws.rejectsDoNotExtend(cooling(1000, perResource, true), model)).rejects
      .toThrowErrorMatchingInlineSnapshot(`
      [Error: A refused attempt changes what comes after it.

        at       who  what  where  answered
        0 ms     u0   act   r0     accepted
        1 ms     u0   act   r0     refused
        1000 ms  u0   act   r0     refused   accepted without one that was refused before

      To see it again: { seed: 42, path: '1:2:1:2:3:3:8:8:8:8:8:8:8:8:8:5:13:13:13:13:13' }]
    `);
  });

  it('keysAreIndependent shows the answer another key changed', async () => {
    await expect(
      laws.keysAreIndependent(
        cooling(1000, (user) => user),
        model,
      ),
    ).rejects.toThrowErrorMatchingInlineSnapshot(`
      [Error: The limiter is not counted per resource: another key changes an answer.

        at    who  what  where  answered
        0 ms  u0   act   r0     accepted
        0 ms  u0   act   r1     refused   accepted without the other keys

      To see it again: { seed: 42, path: '1:1:2:1:0:2:2:2:2' }]
    `);
  });

  it('keysAreIndependent refuses a composition', async () => {
    const { allOf } = await import('../../src/property/index.js');
    const both = allOf([model, slidingLog({ per: ['user'], limit: 2, windowUs: 1000 })]);
    await expect(laws.keysAreIndependent(cooling(1, perResource), both)).rejects.toThrow(RangeError);
  });
});
