import { describe, expect, it } from 'vitest';
import type { Seat, Strategy } from '../../src/plan/strategy.js';
import { seatsOf } from './seats.js';

const own = (resourceOf: Strategy['resourceOf']): Strategy => ({ name: 'own', guarantees: '', resourceOf });
const size = { seed: '42', users: 3, resources: 4 };

const drawn = (seed: string, name: string, turn: number): number => {
  let value = 0;
  const strategy = own(({ shared }) => {
    value = shared(name, turn, (random) => random.below(2 ** 32));
    return 0;
  });
  seatsOf(strategy, { ...size, seed }, 1);
  return value;
};

const inStep2 = (seat: Seat, value: unknown): number =>
  seat.user === 1 && seat.step === 2 ? (value as number) : 0;

describe('what users share', () => {
  it('is made once for each turn of a name, and is the same for all users', () => {
    const made: string[] = [];
    const strategy = own(({ step, shared }) => {
      const everywhere = shared('phase', 0, (random, { users }) => {
        made.push(`phase of ${users}`);
        return random.below(4);
      });
      const now = shared('step', step, (random) => {
        made.push(`step ${step}`);
        return random.below(4);
      });
      return (everywhere + now) % 4;
    });
    const steps = seatsOf(strategy, size, 3);
    expect(made).toEqual(['phase of 3', 'step 0', 'step 1', 'step 2']);
    for (const step of steps) expect(new Set(step).size).toBe(1);
    expect(seatsOf(strategy, size, 3)).toEqual(steps);
  });

  it('has a stream for each name, turn and seed', () => {
    const values = [drawn('1', 'a', 0), drawn('2', 'a', 0), drawn('1', 'b', 0), drawn('1', 'a', 1)];
    expect(new Set(values).size).toBe(4);
    expect(drawn('1', 'a', 0)).toBe(values[0]);
  });
});

describe('a strategy of the user', () => {
  const limits = 'resources go from 0 to 3';

  it.each<[unknown, string]>([
    [4, '4'],
    [-1, '-1'],
    [0.5, '0.5'],
    [Number.NaN, 'NaN'],
    ['1', '1'],
    [undefined, 'undefined'],
    [null, 'null'],
    [Promise.resolve(1), '[object Promise]'],
    [Symbol('s'), 'Symbol(s)'],
    [Object.create(null), '[object Object]'],
  ])('that names %o is told which user, which step and what', (value, text) => {
    const strategy = own((seat) => inStep2(seat, value));
    expect(() => seatsOf(strategy, size, 3)).toThrow(
      new RangeError(`strategy own: user 1 in step 2 got resource ${text}; ${limits}`),
    );
  });

  it('that throws is told where', () => {
    const strategy = own(({ user }) => {
      if (user === 2) throw new TypeError('no such table');
      return 0;
    });
    expect(() => seatsOf(strategy, size, 1)).toThrow(
      new RangeError('strategy own: user 2 in step 0 got no resource, as it threw: no such table'),
    );
  });
});
