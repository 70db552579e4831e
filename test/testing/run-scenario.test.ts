import { once } from 'node:events';
import { createServer } from 'node:http';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from 'socket.io';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  expectRun,
  Problem,
  runScenario,
  simulateScenario,
  type ScenarioInput,
} from '../../src/testing/index.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'testing';
const folder = mkdtempSync(join(tmpdir(), 'turnwise-testing-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** About a second: four people take turns on two seats, which are free again after 100 ms. */
const seats: ScenarioInput = {
  name: 'seats',
  target: 'arena',
  transport: { 'socket-io': { auth: { token: '${env:SEATS_TOKEN}' } } },
  wire: {
    'event-ack': {
      event: 'vote',
      payload: { user: '${user}', resource: '${resource}' },
      accepted: { ok: true },
      rejected: { ok: false, error: 'cooldown' },
    },
  },
  users: 4,
  resources: 2,
  seed,
  model: { cooldown: { per: 'resource', every: '100ms' } },
  phases: [
    { name: 'turns', pacing: { cooldownAware: { margin: '25ms', rejects: 0.3 } }, steps: 4 },
    { name: 'duels', pacing: { duels: { margin: '25ms' } }, steps: 3 },
  ],
};
const env = { SEATS_TOKEN: 'a-secret-of-the-seats' };
/** The arena takes its cooldown from its settings. */
const embedded = { set: { 'target.settings.cooldownMs': 100 }, env };

/** A server as somebody would write it in a test: one accept a seat in 100 ms; `cooldownMs` 0 takes everything. */
async function ownServer(cooldownMs: number, heard = () => {}) {
  const http = createServer();
  const io = new Server(http);
  const tokens = new Set<unknown>();
  const freeAt = new Map<string, number>();
  io.on('connection', (socket) => {
    tokens.add(socket.handshake.auth['token']);
    socket.on('vote', ({ resource }: { resource: string }, answer: (reply: unknown) => void) => {
      heard();
      const nowMs = performance.now();
      if (nowMs < (freeAt.get(resource) ?? 0)) return answer({ ok: false, error: 'cooldown' });
      freeAt.set(resource, nowMs + cooldownMs);
      answer({ ok: true });
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const target = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { target, tokens, connected: () => io.engine.clientsCount, close: () => io.close() };
}

/** Hears where a server was started, and says whether its process still runs. */
function witness() {
  const lines: string[] = [];
  const isRunning = (): boolean => {
    const pid = Number(/process (\d+)/u.exec(lines.join('\n'))?.[1]);
    expect(pid).toBeGreaterThan(0);
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  return { log: (line: string) => void lines.push(line), isRunning };
}

describe('runScenario', () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });
  const served = async (cooldownMs: number, heard?: () => void) => {
    const server = await ownServer(cooldownMs, heard);
    closing.push(server.close);
    return server;
  };

  it('plays against a server in the same process, and leaves nothing connected', async () => {
    const server = await served(100);
    const report = await runScenario(seats, {
      target: server.target,
      set: { 'oracle.initial': 'fresh' },
      env,
    });
    expectRun(report).toObeyModel().toPass();
    expect(report.actions.accepted).toBeGreaterThan(0);
    expect([...server.tokens]).toEqual([env.SEATS_TOKEN]);
    expect(JSON.stringify(report)).not.toContain(env.SEATS_TOKEN);
    expect(report.command).toBe(
      `runScenario(scenario, { target: "${server.target}", set: {"oracle.initial":"fresh"}, seed: "${seed}" })`,
    );
  });

  it('convicts one that forgets its cooldown, and names the call that repeats it', async () => {
    const { target } = await served(0);
    const report = await runScenario(seats, { target, env });
    expectRun(report).toBreakModel('false-accept');
    expect(() => expectRun(report).toObeyModel()).toThrow(/the cooldown is 100 ms[^]*Repeat: runScenario\(/u);
  });

  it('starts and ends a reference server, with a bug where one is asked for', async () => {
    const { log, isRunning } = witness();
    expectRun(await runScenario(seats, { ...embedded, log })).toObeyModel();
    expect(isRunning()).toBe(false);
    expectRun(await runScenario(seats, { ...embedded, bug: 'wrong-key' })).toBreakModel();
  });

  it('takes a file and changes of it, and gives the command of the command line', async () => {
    const report = await runScenario('voting', {
      seed: 7,
      users: 4,
      resources: 2,
      steps: 2,
      set: { 'phases[1].steps': 1, description: 'on: of course' },
    });
    expect(report.plan).toMatchObject({ users: 4, resources: 2 });
    expect(report.command).toBe(
      `turnwise run voting --seed 7 --users 4 --resources 2 --steps 2 --set 'phases[1].steps=1' --set 'description="on: of course"'`,
    );
  });

  it('is stopped by its signal: what was played is judged, and all is closed', async () => {
    const controller = new AbortController();
    const server = await served(100, () => controller.abort());
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const { signal } = controller;
    const report = await runScenario(seats, { target: server.target, env, signal, log });
    expect(report.interrupted).toBe(true);
    expect(report.actions.sent).toBeLessThan(report.actions.planned);
    expect(lines.join('\n')).toContain(`against ${server.target}`);
    expect(() => expectRun(report).toObeyModel()).toThrow(/could not tell[^]*stopped early/u);
    expect(() => expectRun(report).toBreakModel()).toThrow(/could not tell/u);
    expect(server.connected()).toBe(0);
  });

  it('measures what `margin: auto` is', async () => {
    const { target } = await served(100);
    const auto = { 'phases[0].pacing.cooldownAware.margin': 'auto', 'phases[1].steps': 1 };
    const lines: string[] = [];
    const log = (line: string) => lines.push(line);
    const report = await runScenario(seats, { target, env, set: auto, log });
    expect(lines[0]).toMatch(/^round trip at most .* margin/u);
    expect(report.command).toMatch(/margin: "\d+ms"/u);
  });

  it('leaves a folder where one is asked for', async () => {
    const lines: string[] = [];
    const out = join(folder, 'runs');
    const report = await runScenario(seats, { ...embedded, steps: 1, out, log: (line) => lines.push(line) });
    const path = lines.at(-1)?.replace('written to ', '') ?? '';
    expect(existsSync(join(path, 'report.json'))).toBe(true);
    expect(report.scenario.name).toBe('seats');
    expect(readdirSync(join(out, 'seats'))).toHaveLength(1);
  });

  it('ends what it started when a hook of the scenario fails', async () => {
    const { log, isRunning } = witness();
    const setup = (): never => {
      expect(isRunning()).toBe(true);
      throw new Error('no database');
    };
    const failing = runScenario({ ...seats, setup }, { ...embedded, log });
    await expect(failing).rejects.toThrow(/setup hook failed: no database/u);
    expect(isRunning()).toBe(false);
  });

  it('refuses what cannot be played, with a Problem', async () => {
    await expect(runScenario('votign')).rejects.toThrow(Problem);
    await expect(runScenario({ ...seats, users: -1 }, { env })).rejects.toThrow(Problem);
    await expect(runScenario(seats, { env: {} })).rejects.toThrow(/SEATS_TOKEN/u);
    await expect(runScenario(seats, { env, bug: 'wrong-kye' })).rejects.toThrow(/wrong-key/u);
  });
});

describe('simulateScenario', () => {
  it('gives the same report for the same call, but for when it was', async () => {
    const [one, two] = [await simulateScenario(seats, embedded), await simulateScenario(seats, embedded)];
    expectRun(one).toPass();
    expect({ ...two, environment: one.environment }).toEqual(one);
    expect(one.command).toBe(
      `simulateScenario(scenario, { set: {"target.settings.cooldownMs":100}, seed: "${seed}" })`,
    );
  });

  it('plays a bug, a shipped scenario and a folder', async () => {
    const out = join(folder, 'simulated');
    const report = await simulateScenario('voting', { bug: 'check-then-set', out });
    expectRun(report).toBreakModel();
    expect(report.command).toBe('turnwise simulate voting --bug check-then-set --seed voting');
    expect(readdirSync(join(out, 'voting'))).toHaveLength(1);
  });

  it('plays a behaviour in code', async () => {
    const { target: _, ...homeless } = seats;
    const refusing = {
      ...homeless,
      behaviour: () => ({ handle: () => Promise.resolve({ ok: false as const, error: 'cooldown' }) }),
    };
    const report = await simulateScenario(refusing, { env });
    expectRun(report).toBreakModel('false-reject');
    expect(report.actions.accepted).toBe(0);
  });

  it('says what is missing where there is no server in code', async () => {
    await expect(simulateScenario({ ...seats, target: 'http://127.0.0.1:1' }, { env })).rejects.toThrow(
      /behaviour/u,
    );
  });
});
