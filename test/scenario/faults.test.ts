import { describe, expect, it } from 'vitest';
import { scenarioOf } from '../../src/scenario/load.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { sha256 } from '../../src/playing/sha256.js';

function faultsOf(faults: unknown) {
  const written = {
    name: 'faults',
    target: 'http://127.0.0.1',
    transport: 'ws',
    wire: {
      'json-id': {
        payload: { id: '${id}', resource: '${resource}' },
        accepted: { ok: true },
        rejected: { ok: false },
      },
    },
    users: 5,
    resources: 2,
    model: { cooldown: { per: 'resource', every: '1s' } },
    faults,
  } as ScenarioInput;
  return scenarioOf(written, { env: {}, run: 'r', digest: sha256 }).faults;
}

describe('faults in a scenario', () => {
  it('are none where none are written', () => {
    expect(faultsOf(undefined)).toEqual([]);
  });

  it('become what plans take, with what they do not say', () => {
    expect(
      faultsOf([
        { drop: { at: '5s', share: '20%' } },
        { drop: { at: '5s', share: 1, how: 'close', backAfter: 'never', every: '10s' } },
        { storm: { at: '0ms' } },
        { stall: { at: '1s', for: '2s', share: 0.5 } },
        { delay: { at: '1s', for: '2s', by: '200ms' } },
        { cut: { at: '1s', for: '2s' } },
        { halfOpen: { at: '1s', for: '2s', every: '3s' } },
        { killServer: { at: '1s', for: '2s' } },
        { stopRedis: { at: '1s', for: '2s' } },
      ]),
    ).toEqual([
      { kind: 'drop', atUs: 5_000_000, share: 0.2, how: 'cut', backAfterUs: 500_000 },
      { kind: 'drop', atUs: 5_000_000, share: 1, how: 'close', backAfterUs: null, everyUs: 10_000_000 },
      { kind: 'drop', atUs: 0, share: 1, how: 'cut', backAfterUs: 0 },
      { kind: 'stall', atUs: 1_000_000, forUs: 2_000_000, share: 0.5 },
      { kind: 'delay', atUs: 1_000_000, forUs: 2_000_000, delayUs: 200_000 },
      { kind: 'cut', atUs: 1_000_000, forUs: 2_000_000 },
      { kind: 'half-open', atUs: 1_000_000, forUs: 2_000_000, everyUs: 3_000_000 },
      { kind: 'kill-server', atUs: 1_000_000, forUs: 2_000_000 },
      { kind: 'stop-redis', atUs: 1_000_000, forUs: 2_000_000 },
    ]);
  });

  it.each([
    [[{ drop: { at: '5s' } }], /faults\[0\]\.drop\.share.* is missing/],
    [[{ drop: { at: '5s', share: '0%' } }], /above 0 and at most 100%/],
    [[{ drop: { at: '5s', share: '120%' } }], /above 0 and at most 100%/],
    [[{ drop: { at: '5s', share: 'all' } }], /must be a share such as 20% or 0\.2/],
    [[{ cut: { at: '5s' } }], /faults\[0\]\.cut\.for.* is missing/],
    [[{ cut: { at: '5s', for: '0ms' } }], /longer than 0/],
    [[{ cut: { at: '5s', for: '2s', every: '2s' } }], /every.* must be longer than `for`/],
    [[{ stal: { at: '5s', for: '2s', share: '5%' } }], /unknown key `stal`.*stall/],
    [[{ storm: { at: '5s', share: '5%' } }], /unknown key `share`/],
    [[{ drop: { at: '1s', share: '5%', backAfter: 'later' } }], /`never`/],
  ])('%j is refused with its place', (faults, message) => {
    expect(() => faultsOf(faults)).toThrow(message);
  });
});
