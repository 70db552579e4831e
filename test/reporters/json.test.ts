import { describe, expect, it } from 'vitest';
import { json } from '../../src/reporters/json.js';
import { hostileText, samples } from './samples.js';

describe('json', () => {
  it.each(Object.entries(samples))('%s comes back as it was, and obeys no one', (_, report) => {
    const text = json.render(report);
    // JSON has no halves of pairs as such: they are escaped, and come back.
    expect(JSON.parse(text)).toEqual(report);
    expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it('escapes rather than leaves out', () => {
    expect(json.render(samples.hostile)).toContain('\\u202eevil');
    expect(hostileText).toContain('\u202Eevil');
  });
});
