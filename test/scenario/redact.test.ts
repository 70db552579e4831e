import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadScenario, scenarioOf } from '../../src/scenario/load.js';
import { redact } from '../../src/scenario/redact.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { complaintOf, fileOf, options, counterexample } from './support.js';

const base: ScenarioInput = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 2,
  resources: 2,
  model: { cooldown: { per: 'resource', every: '200ms' } },
};

describe('redaction', () => {
  const secret = fc.string({ minLength: 6, maxLength: 20, unit: 'grapheme-ascii' });

  it('leaves no secret in any text, in any of its forms', () => {
    const law = fc.property(
      fc.array(secret, { minLength: 1, maxLength: 3 }),
      fc.string(),
      (secrets, noise) => {
        for (const each of secrets) {
          const forms = [each, encodeURIComponent(each), JSON.stringify({ [each]: each }), btoa(each)];
          const clean = redact(forms.join(noise), secrets);
          // Only what the mark itself spells may be left.
          expect(clean.replaceAll('***', '').includes(each)).toBe(false);
        }
      },
    );
    expect(counterexample(law, 300)).toBe(null);
  });

  it('leaves no beginning of a secret before a cut, wherever the cut is', () => {
    const long = 'tok-9f8e7d6c/5b+4a';
    for (let length = 0; length <= long.length; length++) {
      expect(redact(`says "${long.slice(0, length)}…" and so on`, [long])).not.toContain('tok-');
    }
  });

  it('leaves nothing of secrets that overlap, nor of a whole one before a cut', () => {
    expect(redact('of abcdefghijkl.', ['abcdefgh', 'efghijkl'])).toBe('of ***.');
    expect(redact('of abcdefghijkl…', ['abcdefgh', 'ghijklmnop'])).toBe('of ***…');
    expect(redact('abcdefabcdef', ['abcdef'])).toBe('******');
  });

  it('finds each of thousands, as a file of users holds them', () => {
    const secrets = Array.from(
      { length: 3000 },
      (_, index) => `tok-${String(index * 7919).padStart(9, '0')}`,
    );
    for (const secret of secrets) {
      expect(redact(`why: ${secret}; cut: ${secret.slice(0, 9)}…`, secrets)).toBe('why: ***; cut: ***…');
      expect(redact('nothing of the kind in it, tok-', secrets)).toBe('nothing of the kind in it, tok-');
    }
  });

  it('knows how other languages write JSON, HTML, and the password in basic authorization', () => {
    const odd = 'pass/"wörd"&<x>';
    const nested = JSON.stringify({ inner: JSON.stringify({ odd }) });
    const php = '"pass\\/\\"w\\u00f6rd\\"&<x>"';
    const go = '"pass/\\"wörd\\"\\u0026\\u003cx\\u003e"';
    const html = 'pass/&quot;wörd&quot;&amp;&lt;x&gt;';
    for (const text of [nested, php, go, html, encodeURIComponent(odd).toLowerCase()]) {
      expect(redact(text, [odd])).toMatch(/\*\*\*/);
      expect(redact(text, [odd])).not.toContain('rd');
    }
    for (const user of ['u', 'ab', 'abc', 'u17']) {
      const basic = Buffer.from(`${user}:correct horse`).toString('base64');
      const left = Buffer.from(redact(basic, ['correct horse']).replaceAll('***', ''), 'base64').toString();
      expect(left).not.toContain('orrect hors');
    }
  });

  it('changes nothing without secrets, and nothing that holds none', () => {
    const law = fc.property(fc.string(), (text) => redact(text, []) === text && redact(text, ['']) === text);
    expect(counterexample(law)).toBe(null);
  });

  it('takes the longer secret first', () =>
    expect(redact('abcdef-abcdefgh', ['abcdef', 'abcdefgh'])).toBe('***-***'));

  it('replaces short secrets only where they stand alone', () => {
    expect(redact('port 30, p99 300, 30ms', ['30'])).toBe('port ***, p99 300, 30ms');
  });
});

describe('the secrets of a scenario', () => {
  it('are the variables that it names', () => {
    const scenario = scenarioOf(
      { ...base, transport: { 'socket-io': { auth: { key: '${env:KEY}' }, query: { a: 'x${env:B}' } } } },
      options({ env: { KEY: 'k-1234567', B: 'bbbb', OTHER: 'zzz' } }),
    );
    expect(scenario.secrets).toEqual(['k-1234567', 'bbbb']);
    expect(scenario.transport).toMatchObject({ auth: { key: 'k-1234567' }, query: { a: 'xbbbb' } });
  });

  it('are literals under telling keys, with the parts that travel alone', () => {
    const transport = {
      'socket-io': {
        auth: { token: 'tok-${user}-abcdef', name: 'bob' },
        headers: { Authorization: 'Bearer s3cr3t-value', cookie: 'sid=abcdef123; theme=dark' },
      },
    };
    const { secrets } = scenarioOf({ ...base, transport }, options());
    expect(secrets).toEqual([
      'tok-',
      '-abcdef',
      'Bearer s3cr3t-value',
      's3cr3t-value',
      'sid=abcdef123; theme=dark',
      'abcdef123',
    ]);
  });

  it('are the password and the telling parameters of the target', () => {
    const { secrets } = scenarioOf({ ...base, target: 'http://me:p%40ss@h/?token=t1&x=2' }, options());
    expect(secrets).toEqual(['t1', 'p@ss']);
  });

  it('are not the places where a wire finds things', () => {
    const wire = { 'event-ack': { event: 'vote', token: 'fencing.token' } };
    expect(scenarioOf({ ...base, wire }, options()).secrets).toEqual([]);
  });

  it('never stand in a problem, nor in the hash', async () => {
    const file = fileOf('a.json', JSON.stringify({ ...base, users: '${env:HUSH}', seed: '${env:HUSH}' }));
    expect(await complaintOf(file, { env: { HUSH: 'hush-hush' } })).toMatchInlineSnapshot(
      '"a.json:1:100: `users` must be a number of users, a list of names or {count, name}, but is the text `***`"',
    );
    const sound = fileOf('b.json', JSON.stringify({ ...base, seed: '${env:HUSH}' }));
    const [one, two] = await Promise.all(
      ['a', 'b'].map((HUSH) => loadScenario(sound, options({ env: { HUSH } }))),
    );
    expect(one?.seed).toBe('a');
    expect(one?.hash).toBe(two?.hash);
  });

  it('come from a file too, under what is set outside', () => {
    const envFile = fileOf('.env', '# comment\nA=from-file\nB="quoted value"\n');
    const transport = { 'socket-io': { auth: { a: '${env:A}', b: '${env:B}' } } } as const;
    const scenario = scenarioOf({ ...base, transport }, options({ envFile, env: { A: 'from-outside' } }));
    expect(scenario.secrets).toEqual(['from-outside', 'quoted value']);
  });
});
