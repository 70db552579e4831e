import { Problem } from '../scenario/problem.js';

/** What a pure room refuses with a RangeError is bad input here. */
export async function asProblem<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(error.message);
    throw error;
  }
}
