import { resolve } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlayOf, withOverlay } from '../../src/scenario/overlay.js';
import { scenarioOf, type LoadOptions } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { counterexample, options } from './support.js';

const scenario: ScenarioInput = {
  name: 'x',
  target: 'arena',
  transport: 'socket-io',
  wire: { 'event-ack': { event: 'vote' } },
  users: 30,
  resources: ['a', 'b', 'c'],
  model: { cooldown: { per: 'resource', every: '200ms' } },
  phases: [{ steps: 5 }, { name: 'end', pacing: 'duels', steps: 3 }],
};

function set(data: unknown, ...texts: readonly string[]): unknown {
  return texts.map(overlayOf).reduce<unknown>(withOverlay, data);
}

describe('--set', () => {
  it('puts any value anywhere, and touches nothing else', () => {
    const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,5}$/);
    const law = fc.property(
      fc.dictionary(key, fc.jsonValue()),
      key,
      key,
      fc.jsonValue(),
      (data, outer, inner, value) => {
        const before = JSON.stringify(data);
        const after = set(data, `${outer}.${inner}=${JSON.stringify(value)}`) as Record<
          string,
          Record<string, unknown>
        >;
        expect(JSON.stringify(data)).toBe(before);
        expect(after[outer]?.[inner]).toEqual(JSON.parse(JSON.stringify(value)));
        const others = (each: object) =>
          JSON.stringify(Object.entries(each).filter(([name]) => name !== outer));
        expect(others(after)).toBe(others(data));
      },
    );
    expect(counterexample(law)).toBe(null);
  });

  it.each([
    ['a=5', { a: 5 }],
    ['a=text with words', { a: 'text with words' }],
    ['a=x=y', { a: 'x=y' }],
    ['a=', { a: '' }],
    ['a=http://h:1/?q=2', { a: 'http://h:1/?q=2' }],
    ['a={b: [1, two]}', { a: { b: [1, 'two'] } }],
    ['a="5"', { a: '5' }],
    ['a.b.c=true', { a: { b: { c: true } } }],
    ['a[0].b=1', { a: [{ b: 1 }] }],
    ['a["b.c"]=1', { a: { 'b.c': 1 } }],
    ['a=${env:X}', { a: '${env:X}' }],
  ])('%s', (text, expected) => expect(set({}, text)).toEqual(expected));

  it('opens short forms, and keeps what a map already holds', () => {
    expect(set({ t: 'ws' }, 't.ws.path=/x')).toEqual({ t: { ws: { path: '/x' } } });
    expect(set({ t: 'ws' }, 't.other.path=/x')).toEqual({ t: { other: { path: '/x' } } });
    expect(set({ m: { a: 1, b: { c: 2 } } }, 'm.b.d=3')).toEqual({ m: { a: 1, b: { c: 2, d: 3 } } });
  });

  it('reaches into lists, by either spelling, and one behind the end', () => {
    const data = { list: [{ a: 1 }, { a: 2 }] };
    expect(set(data, 'list[1].a=3', 'list.0.a=4', 'list[2]=5')).toEqual({ list: [{ a: 4 }, { a: 3 }, 5] });
  });

  it('takes the last of two', () => expect(set({}, 'a=1', 'a=2')).toEqual({ a: 2 }));
});

function load(more: Partial<LoadOptions>): Scenario {
  return scenarioOf(scenario, options(more));
}

describe('flags', () => {
  it('change what is written', () => {
    const loaded = load({
      target: 'wss://h',
      seed: '7',
      users: 4,
      resources: 2,
      steps: 9,
      maxDuration: '3s',
    });
    expect(loaded.target).toEqual({ kind: 'url', url: 'wss://h' });
    expect(loaded.seed).toBe('7');
    expect(loaded.userNames).toEqual(['u0', 'u1', 'u2', 'u3']);
    expect(loaded.resourceNames).toEqual(['a', 'b']);
    expect(loaded.phases.map((phase) => phase.steps)).toEqual([9, 3]);
    expect(loaded.timing.maxDurationUs).toBe(3_000_000);
  });

  it('are part of the hash', () => {
    expect(load({ users: 4 }).hash).toBe(load({ set: ['users=4'] }).hash);
    expect(load({ users: 4 }).hash).not.toBe(load({}).hash);
  });

  it('keep the pattern of names', () => {
    const named = scenarioOf({ ...scenario, users: { count: 9, name: 'v${index}' } }, options({ users: 2 }));
    expect(named.userNames).toEqual(['v0', 'v1']);
  });

  it('leave duels out for one user of many', () => {
    expect(load({ users: 1, steps: 2 }).phases.map((phase) => [phase.name, phase.steps])).toEqual([
      ['phase-1', 2],
    ]);
    expect(load({ set: ['users=1'] }).phases).toHaveLength(1);
    const note = 'duels need two users: the phase end is left out';
    expect(load({ users: 1 }).notes).toContain(note);
    expect(load({ users: 2 }).notes).not.toContain(note);
  });

  it('say aloud that any {ok: false} counts as a refusal, until it is declared what does', () => {
    expect(load({}).notes.join()).toContain('no `rejected` is declared');
    const declared = ['wire.event-ack.rejected={ok: false, error: cooldown}'];
    expect(load({ set: declared }).notes.join()).not.toContain('rejected');
  });

  it('choose a bug of an embedded server', () => {
    expect(load({ bug: 'wrong-key' }).target).toEqual({
      kind: 'embedded',
      server: 'arena',
      settings: {},
      bug: 'wrong-key',
      nodes: 1,
      store: null,
    });
  });

  it('give an embedded server, short as it is written, several nodes and a store', () => {
    const store = 'redis://:pass-9f8e7d@127.0.0.1:6379/2';
    const { target, secrets } = load({ set: ['target.nodes=2', `target.store=${store}`], target: 'seats' });
    expect(target).toMatchObject({ server: 'seats', nodes: 2, store });
    expect(secrets).toContain('pass-9f8e7d');
    for (const [wrong, message] of [
      ['nodes=0', /--set target.nodes=0: `target.nodes` must be at least 1/],
      ['nodes=17', /at most 16/],
      ['store=127.0.0.1:6379', /must be the URL of a Redis, e.g. `redis:\/\/127.0.0.1:6379`/],
      ['store=http://127.0.0.1', /must be the URL of a Redis/],
      ['stores=x', /unknown key `stores`; did you mean `store`/],
    ] as const)
      expect(() => load({ set: [`target.${wrong}`] })).toThrow(message);
  });

  it('give an embedded server its settings', () => {
    const { target } = load({ set: ['target={server: arena, settings: {cooldownMs: 300}}'] });
    expect(target).toMatchObject({ server: 'arena', bug: null, settings: { cooldownMs: 300 } });
  });

  it('say how to trust a server', () => {
    const { transport } = load({ ca: 'ca.pem', cert: 'c.pem', key: '/k.pem', insecure: true });
    expect(transport.tls).toEqual({
      caFile: resolve('ca.pem'),
      certFile: resolve('c.pem'),
      keyFile: '/k.pem',
      insecure: true,
    });
  });
});
