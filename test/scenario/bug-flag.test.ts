import { expect, it } from 'vitest';
import { Problem } from '../../src/scenario/problem.js';
import { overlaysOfFlags } from '../../src/scenario/flags.js';

it('--bug on a URL says which server has bugs to play', () => {
  expect(() => overlaysOfFlags({ target: 'http://127.0.0.1:1' }, { bug: 'x' })).toThrow(Problem);
});
