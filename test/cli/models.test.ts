import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Report } from '../../src/report/report.js';
import { turnwise } from './inside.js';
import { scratch } from './turnwise.js';

/** A limit, the server that keeps it, and what of the limit must be changed for the server to be wrong. */
interface Case {
  readonly target: string;
  readonly model: string;
  readonly wrong: string;
  readonly acts?: string;
  /** Fewer where the search through all orders takes its time. */
  readonly steps?: number;
}

const cases: Readonly<Record<string, Case>> = {
  restarting: {
    target: 'debounce',
    model: '{ cooldown: { per: resource, every: 200ms, restartOnReject: true } }',
    wrong: 'target=arena',
  },
  bucket: {
    target: 'api',
    model: '{ tokenBucket: { per: user, capacity: 5, refillEvery: 100ms } }',
    wrong: 'model.tokenBucket.capacity=3',
  },
  log: {
    target: 'chat',
    model: '{ slidingLog: { per: user, limit: 5, window: 1s } }',
    wrong: 'model.slidingLog.limit=4',
  },
  window: {
    target: 'quota',
    model: '{ fixedWindow: { per: user, limit: 5, window: 1s } }',
    wrong: 'model.fixedWindow.limit=6',
  },
  clock: {
    target: '{ server: quota, settings: { byClock: 1 } }',
    model: '{ fixedWindow: { per: user, limit: 5, window: 1s, anchor: epoch } }',
    wrong: 'model.fixedWindow.limit=4',
  },
  counter: {
    target: 'gateway',
    model: '{ slidingCounter: { per: user, limit: 5, window: 1s } }',
    wrong: 'model.slidingCounter.limit=4',
  },
  capacity: {
    target: 'seats',
    model: '{ capacity: { per: resource, limit: 20 } }',
    wrong: 'model.capacity.limit=19',
  },
  once: { target: 'ballot', model: '{ once: {} }', wrong: 'model.once.per=user' },
  upsert: {
    target: '{ server: ballot, settings: { upsert: 1 } }',
    model: '{ once: { onRepeat: update } }',
    wrong: 'target.settings.upsert=0',
  },
  lease: {
    target: 'locks',
    model: '{ lease: { per: resource, ttl: 500ms } }',
    wrong: 'model.lease.ttl=100ms',
    acts: '[acquire, renew]',
    steps: 16,
  },
  turns: {
    target: 'game',
    model: '{ turns: { per: resource } }',
    wrong: 'model.turns.order=[u1, u0, u2, u3]',
  },
  concurrency: {
    target: 'rooms',
    model: '{ concurrency: { per: resource, limit: 3 } }',
    wrong: 'model.concurrency.limit=2',
    acts: '[acquire, acquire, release]',
  },
  both: {
    target: 'canvas',
    model:
      '{ allOf: [{ cooldown: { per: user, every: 300ms } }, { cooldown: { per: resource, every: 200ms } }] }',
    wrong: 'model.allOf.0.cooldown.every=800ms',
  },
};

/** Four users rush at two resources, far faster than any limit here lets them. */
function scenarioOf(name: string, { target, model, acts, steps = 32 }: Case): string {
  const file = join(scratch, `${name}.yaml`);
  const scenario = {
    name,
    target: parse(target) as unknown,
    transport: 'socket-io',
    wire: {
      'event-ack': {
        event: 'act',
        payload: { user: '${user}', resource: '${resource}', type: '${action}' },
        accepted: { ok: true },
        rejected: { ok: false },
        reason: 'error',
      },
    },
    users: 4,
    resources: 2,
    model: parse(model) as unknown,
    phases: [
      {
        pacing: { fixed: { every: '70ms' } },
        steps,
        ...(acts === undefined ? {} : { acts: parse(acts) as unknown }),
      },
    ],
  };
  writeFileSync(file, stringify(scenario));
  return file;
}

async function simulated(file: string, ...flags: string[]) {
  const { code, stdout, stderr } = await turnwise(['simulate', file, '--json', ...flags]);
  expect(stdout, stderr).not.toBe('');
  return { code, report: JSON.parse(stdout) as Report };
}

describe('turnwise simulate with each model', () => {
  test.each(Object.entries(cases))(
    '%s: a server that keeps it passes, one that does not fails',
    async (name, one) => {
      const file = scenarioOf(name, one);
      const right = await simulated(file);
      expect(right.report.oracle.violations).toEqual([]);
      expect(right.report.reasons.join()).not.toMatch(/margin/);
      expect(right).toMatchObject({ code: 0, report: { verdict: 'pass', oracle: { history: 'valid' } } });
      const wrong = await simulated(file, '--set', one.wrong);
      expect(wrong).toMatchObject({ code: 1, report: { verdict: 'fail', oracle: { history: 'invalid' } } });
      expect(wrong.report.oracle.violations[0]?.because).toMatch(/\.$/);
    },
  );
});

describe('turnwise check of a played run', () => {
  test('knows the kinds of actions, and verifies its certificate', async () => {
    const file = scenarioOf('stored', cases['concurrency']);
    expect((await turnwise(['run', file, '--quiet', '--out', 'acts'])).code).toBe(0);
    const again = await turnwise(['check', 'acts/latest', '--json', '--certificate', 'acts.ndjson']);
    expect(again.code).toBe(0);
    expect((JSON.parse(again.stdout) as Report).oracle).toMatchObject({ history: 'valid', falseRejects: 0 });
    const verified = await turnwise(['check', 'acts/latest', '--verify', 'acts.ndjson']);
    expect(verified).toMatchObject({ code: 0 });
    expect(verified.stdout).toContain('verified');
  });

  test('takes the order of turns from the run where the model does not say it', async () => {
    const file = scenarioOf('taking-turns', cases['turns']);
    expect((await turnwise(['run', file, '--quiet', '--out', 'turns'])).code).toBe(0);
    const model = '{"turns":{"per":"resource"}}';
    expect((await turnwise(['check', 'turns/latest', '--model', model, '--quiet'])).code).toBe(0);
  });
});

test('kinds of actions that the wire leaves out are a mistake', async () => {
  const file = scenarioOf('mute', cases['lease']);
  const { code, stderr } = await turnwise([
    'plan',
    file,
    '--set',
    'wire.event-ack.payload={user: "${user}"}',
  ]);
  expect(code).toBe(3);
  expect(stderr).toContain('`phases[0].acts` never reaches the server');
});

test('a limit that never refuses leaves nothing of a log to judge, and says so', async () => {
  const file = join(scratch, 'upserts.ndjson');
  writeFileSync(
    file,
    '{"id":1,"user":"a","resource":"r","sentAtUs":1000,"settledAtUs":2000,"outcome":"accepted"}\n',
  );
  const model = '{"once":{"onRepeat":"update"}}';
  const log = await turnwise(['check', file, '--model', model]);
  expect(log).toMatchObject({ code: 2 });
  expect(log.stdout).toContain('nothing is ever refused');
  expect((await turnwise(['check', file, '--model', model, '--complete'])).code).toBe(0);
});
