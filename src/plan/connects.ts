import { randomOf } from './random.js';

/**
 * When each user's connection opens, in microseconds since connecting starts: user `i` at a seeded
 * place inside the `i`-th of equal slots. Connections come evenly, never in step with a timer of
 * the server, and never all at once.
 */
export function connectTimesOf(seed: string, users: number, overUs: number): number[] {
  return Array.from({ length: users }, (_, user) => {
    const fromUs = Math.floor((user * overUs) / users);
    const slotUs = Math.floor(((user + 1) * overUs) / users) - fromUs;
    return slotUs === 0 ? fromUs : fromUs + randomOf(seed, `connect/user/${user}`).below(slotUs);
  });
}
