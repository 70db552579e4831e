import { expect, it } from 'vitest';
import { defaultAssumptions } from '../../src/models/assumptions.js';
import { fixedWindow } from '../../src/models/index.js';
import type { Tried } from './every-instant.js';
import { judged } from './every-model.js';

const told = { ...defaultAssumptions, tickUs: 0, driftPpm: 0, initial: 'fresh' } as const;
const at = (ms: number, answer: Tried['answer']): Tried => ({ startUs: ms * 1000, endUs: ms * 1000, answer });
const minute = { per: ['resource'], limit: 1, windowUs: 1_000_000, anchor: 'epoch' } as const;

it('says when windows begin, as far as the answers leave it open', () => {
  const actions = [
    at(0, 'accept'),
    at(300, 'reject'),
    at(400, 'accept'),
    at(900, 'reject'),
    at(1350, 'reject'),
  ];
  expect(judged(fixedWindow(minute), actions, told).notes).toEqual([
    'windows of 1000 ms begin between 350.001 ms and 400 ms, counted from a whole number of windows after the origin of the run',
  ]);
});

it('says nothing where it is told, or nothing is learnt', () => {
  const actions = [at(0, 'accept')];
  expect(judged(fixedWindow({ ...minute, originUs: 0 }), actions, told).notes).toEqual([]);
  expect(judged(fixedWindow(minute), actions, told).notes).toEqual([]);
});
