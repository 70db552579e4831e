import { expect } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import type { Change } from '../../src/teeth/mutation-report.js';
import type { Tried } from '../../src/teeth/report-of.js';
import { tryMutants, type MutantsPorts, type MutantsTried } from '../../src/trying/try-mutants.js';
import { trySimulated } from '../../src/trying/try-simulated.js';
import { parse } from 'yaml';
import { loaded, type Written } from './scenarios.js';

export interface Asked {
  readonly repeat?: number;
  readonly only?: readonly string[] | null;
  readonly ports?: Partial<MutantsPorts>;
}

/** Tries a scenario as the command does, in virtual time. */
export function tryWritten(
  written: Written,
  { repeat = 1, only = null, ports = {} }: Asked = {},
): Promise<MutantsTried> {
  return tryMutants(
    { scenario: loaded(written), repeat, only },
    {
      digest: sha256,
      seeded: (seed) => Promise.resolve(loaded(written, seed)),
      play: trySimulated,
      refusal: () => null,
      tell: () => {},
      stop: new AbortController().signal,
      ...ports,
    },
  );
}

export const isKilled = ({ trials }: Tried): boolean => trials.some(({ first }) => first !== null);

/** Nobody accused the correct server. */
export function expectSound({ controls }: MutantsTried): void {
  expect(controls.flatMap(({ first }) => first?.because ?? [])).toEqual([]);
}

/** The scenario with a change pasted in, text by text, as a reader would. */
export function pasted(written: Written, { phase, place, top }: Change): Written {
  const { phases, strategy, pacing, steps, ...rest } = written;
  const before = (phases as readonly Written[] | undefined) ?? [{ name: 'main', strategy, pacing, steps }];
  const added = phase === null ? [] : (parse(phase) as readonly Written[]);
  const all = place === 'first' ? [...added, ...before] : [...before, ...added];
  return Object.assign({}, merged(rest, ...top.map((line) => parse(line) as Written)), { phases: all });
}

function merged(...maps: readonly Written[]): Written {
  const whole: Record<string, unknown> = {};
  for (const [key, value] of maps.flatMap((map) => Object.entries(map))) {
    const before = whole[key];
    whole[key] = isMap(before) && isMap(value) ? merged(before, value) : value;
  }
  return whole;
}

function isMap(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
