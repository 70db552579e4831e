import { describe, expect, it } from 'vitest';
import { hidden, scoreOf } from './hidden.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'hidden';

/** One of each family and each key; the others are in the long test. */
const shown = [
  'cooldown 683 ms per user',
  'bucket 5, 97 ms, per user',
  'log 2 in 733 ms per user',
  'window 2 in 517 ms per user',
  'clock 1 in 853 ms per user',
  'cooldown 911 ms per user and resource',
  'cooldown 557 ms per connection',
  'debounce 743 ms per user',
];

describe(`a probe of a limit it does not know (seed ${seed})`, () => {
  it.each(shown)('finds %s', (name) => {
    const { played, isRightKind, isNear, isSound } = scoreOf(hidden[name], seed);
    const findings = played.probe.findings();
    expect(isSound, JSON.stringify(findings)).toBe(true);
    expect(isRightKind, JSON.stringify(findings)).toBe(true);
    expect(isNear, JSON.stringify(findings)).toBe(true);
    expect(findings.rejectExtends).toBe(name.startsWith('debounce') ? 'yes' : 'no');
    expect(findings.survivesReconnect).toBe(name.includes('connection') ? 'no' : 'yes');
  });
});
