import * as fc from 'fast-check';
import { anyModel, anySchedule } from 'turnwise/property';
import { expect, it } from 'vitest';

it('never goes back in time', () => {
  const drawn = anyModel('cooldown', 'tokenBucket').chain((model) => anySchedule(model));
  fc.assert(
    fc.property(drawn, (schedule) => {
      const times = schedule.map(({ atUs }) => atUs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
  );
});
