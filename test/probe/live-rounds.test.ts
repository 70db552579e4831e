import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import type { Action } from '../../src/history/action.js';
import type { History } from '../../src/history/history.js';
import type { Findings, Probe, Round } from '../../src/probe/contract.js';
import { actionsOf } from '../../src/probing/played-round.js';
import { simulatedStage } from '../../src/probing/simulated-stage.js';
import { liveStage, type Stage } from '../../src/probing/stage.js';
import { probing, type Probed, type ProbeWatch } from '../../src/probing/probing.js';
import { monotonicClock } from '../../src/runtime/clock.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { simulatedScenario, worldOf } from '../../src/playing/simulated-world.js';
import { startWorld } from '../../src/playing/started-world.js';
import { transportOf } from '../../src/transports/index.js';
import { scenarioFor, type Dialect } from '../e2e/playing.js';
import { cooldownOf, nobodysUrl, startTestServer, type TestServer } from '../e2e/servers.js';

const servers: TestServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

const nothing: Findings = {
  candidates: [],
  rejectExtends: { untold: 'not asked' },
  survivesReconnect: { untold: 'not asked' },
  untold: [],
  declared: null,
  differences: [],
  actions: 0,
  rounds: 0,
  durationUs: 0,
};

/** A probe that asks what it is given, whatever is answered, and counts what it was told. */
function scripted(rounds: readonly Round[], told: History[] = []): Probe {
  return {
    next: rounds[told.length] ?? null,
    after: (history) => scripted(rounds, [...told, history]),
    findings: () => ({ ...nothing, rounds: told.length, actions: told.at(-1)?.length ?? 0 }),
  };
}

const round = (
  name: string,
  restUs: number,
  steps: [user: number, resource: number, atUs: number][],
): Round => ({
  asks: `asks ${name}`,
  name,
  restUs,
  steps: steps.map(([user, resource, atUs]) => ({ user, resource, atUs })),
});

/** Twice on one resource from two users, and again on a rested one. */
const script = [
  round('first', 0, [
    [3, 1, 0],
    [1, 1, 20_000],
  ]),
  round('second', 60_000, [[3, 1, 0]]),
  round('second', 0, [
    [0, 0, 0],
    [3, 1, 10_000],
  ]),
];

const silent: ProbeWatch = { begins: () => {}, played: () => {} };

async function stageOf(scenario: Scenario, dialect: Dialect | 'simulated'): Promise<Stage> {
  if (dialect === 'simulated') return simulatedStage(scenario, startWorld(worldOf(scenario)));
  const cooldown = cooldownOf(100);
  const server = await startTestServer(dialect === 'event-ack' ? 'socket-io' : 'ws', (vote, back) =>
    back.answer(cooldown(vote)),
  );
  servers.push(server);
  const transport = () => transportOf(scenario.transport, {});
  return liveStage(scenario, { clock: monotonicClock(), url: server.url, transport });
}

const scenarioOn = (dialect: Dialect | 'simulated'): Scenario =>
  dialect === 'simulated'
    ? simulatedScenario(
        scenarioFor('event-ack', { target: { server: 'arena', settings: { cooldownMs: 100 } } }),
      )
    : scenarioFor(dialect);

const play = (
  scenario: Scenario,
  stage: Stage,
  probe: Probe,
  watch: ProbeWatch = silent,
  stop = new AbortController().signal,
): Promise<Probed> => probing(scenario, probe, { stage, stop, watch, digest: sha256 });

describe.each(['simulated', 'event-ack', 'json-id', 'json-order'] as const)('rounds over %s', (dialect) => {
  it('go into one history, on one clock and one server', async () => {
    const scenario = scenarioOn(dialect);
    const said: string[] = [];
    const { history, ended, findings } = await play(
      scenario,
      await stageOf(scenario, dialect),
      scripted(script),
      {
        begins: ({ asks }, number) => void said.push(`${number} ${asks}`),
        played: (actions, { rounds }) => void said.push(`${[...actions].length} in ${rounds}`),
      },
    );
    const rows = [...actionsOf(history)];
    expect(ended).toBe('known');
    expect(findings.actions).toBe(5);
    expect(said).toEqual(['1 asks first', '2 in 1', '2 asks second', '1 in 2', '3 asks second', '2 in 3']);
    expect(rows.map(({ id, user, resource, step, phase }) => [id, user, resource, step, phase])).toEqual([
      [0, 'u3', 'r1', 0, 'first'],
      [1, 'u1', 'r1', 1, 'first'],
      [2, 'u3', 'r1', 0, 'second'],
      [3, 'u0', 'r0', 0, 'second'],
      [4, 'u3', 'r1', 1, 'second'],
    ]);
    expect(rows.map(({ connection }) => connection)).toEqual([
      'u3.1@1',
      'u1.1@1',
      'u3.1@2',
      'u0.1@3',
      'u3.1@3',
    ]);
    mustRest(rows, script);
    // The server remembers over the rounds: 100 ms after its first accept, and not before, r1 takes another.
    const onOne = rows.filter(({ resource }) => resource === 'r1');
    for (const { sentAtUs, settledAtUs, outcome } of onOne.slice(1)) {
      if ((sentAtUs ?? 0) - (onOne[0]?.settledAtUs ?? 0) > 105_000) continue;
      if ((settledAtUs ?? 0) - (onOne[0]?.sentAtUs ?? 0) < 95_000) expect(outcome).toBe('rejected');
    }
    expect(onOne[0]?.outcome).toBe('accepted');
    for (const server of servers) await server.empty();
  });
});

/** No round begins before its rest is over, and within a round each waits for its time. */
function mustRest(rows: readonly Action[], rounds: readonly Round[]): void {
  let row = 0;
  let endUs = 0;
  for (const { restUs, steps } of rounds) {
    const own = rows.slice(row, row + steps.length);
    const beginUs = own[0]?.sentAtUs ?? NaN;
    expect(beginUs).toBeGreaterThanOrEqual(endUs + restUs);
    own.forEach(({ intendedAtUs, sentAtUs }, step) => {
      expect(intendedAtUs - (own[0]?.intendedAtUs ?? NaN)).toBe(
        (steps[step]?.atUs ?? NaN) - (steps[0]?.atUs ?? NaN),
      );
      expect(sentAtUs).toBeGreaterThanOrEqual(intendedAtUs - 1);
    });
    endUs = Math.max(...own.map(({ settledAtUs }) => settledAtUs ?? NaN));
    row += steps.length;
  }
}

describe('a probe', () => {
  it('that is stopped within a round concludes nothing from it, and keeps what it saw', async () => {
    const scenario = scenarioOn('simulated');
    const stopping = new AbortController();
    const stage = await stageOf(scenario, 'simulated');
    const long = round('long', 0, [
      [0, 0, 0],
      [0, 0, 60_000_000],
    ]);
    const probe = scripted([...script.slice(0, 1), long, ...script]);
    const watch: ProbeWatch = {
      ...silent,
      // Once time has come into the middle of the long round.
      begins: ({ name }) => {
        if (name === 'long') stage.scheduler.at(stage.scheduler.nowUs() + 30_000_000, () => stopping.abort());
      },
    };
    const { ended, history, findings } = await play(scenario, stage, probe, watch, stopping.signal);
    expect({ ended, rows: history.length, known: findings.rounds }).toEqual({
      ended: 'interrupted',
      rows: 3,
      known: 1,
    });
  });

  it('that is stopped while it rests plays no further round', async () => {
    const scenario = scenarioOn('simulated');
    const stopping = new AbortController();
    const stage = await stageOf(scenario, 'simulated');
    const probe = scripted([round('late', 3_600_000_000, [[0, 0, 0]])]);
    const watch: ProbeWatch = {
      ...silent,
      begins: () => void stage.scheduler.at(1_000_000, () => stopping.abort()),
    };
    const { ended, history } = await play(scenario, stage, probe, watch, stopping.signal);
    expect({ ended, rows: history.length }).toEqual({ ended: 'interrupted', rows: 0 });
    expect(stage.scheduler.nowUs()).toBe(1_000_000);
  });

  it('that reaches nobody says who and why, and asks no further', async () => {
    const scenario = scenarioFor('json-id', { connect: { timeout: '300ms' } });
    const transport = () => transportOf(scenario.transport, {});
    const stage = liveStage(scenario, { clock: monotonicClock(), url: nobodysUrl(), transport });
    const { ended, notes, history } = await play(scenario, stage, scripted(script));
    expect(ended).toBe('nobody-connected');
    expect(notes.join()).toContain('2 of 2 users were not connected');
    expect(history.length).toBe(0);
  });

  it('is played the same way each time in a simulated world', async () => {
    const scenario = scenarioOn('simulated');
    const twice = [0, 1].map(async () => {
      const { history } = await play(scenario, await stageOf(scenario, 'simulated'), scripted(script));
      return [...actionsOf(history)];
    });
    const [first, second] = await Promise.all(twice);
    expect(second).toEqual(first);
  });
});
