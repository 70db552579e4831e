import { setTimeout as passMs } from 'node:timers/promises';
import { lastValueFrom, Subject, type Observable } from 'rxjs';
import type { Played } from '../../src/playing/play.js';
import type { RunEvent } from '../../src/runtime/events.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { startServer, type EmbeddedServer, type StartOptions } from '../../src/servers/embedded.js';
import { sha256 } from '../../src/playing/sha256.js';
import { playOn } from './playing.js';

/** Something that befalls a correct server, or us, while a run goes on. */
export interface Trouble {
  readonly name: string;
  /** What a tester who knows of it would rightly assume. */
  readonly more?: Partial<ScenarioInput>;
  /** Plays against the server while the trouble happens; all that was played is judged. `start` is how it was started. */
  readonly befall: (
    server: EmbeddedServer,
    scenario: Scenario,
    start: StartOptions,
  ) => Promise<readonly Played[]>;
}

const longMs = 2000;
const stallMs = 100;

export const troubles: readonly Trouble[] = [
  { name: 'nothing', befall: async ({ url }, scenario) => [await playOn(url, scenario)] },
  {
    name: 'the server stands still for two seconds',
    befall: async ({ url, pid }, scenario) => {
      const { watch, reached } = answers(12);
      const playing = playOn(url, scenario, { watch });
      await reached;
      process.kill(pid, 'SIGSTOP');
      await passMs(longMs);
      process.kill(pid, 'SIGCONT');
      return [await playing];
    },
  },
  {
    name: 'the generator stands still for a tenth of a second, twice',
    befall: async ({ url }, scenario) => {
      const [first, second] = [answers(8), answers(20)];
      const playing = playOn(url, scenario, {
        watch: (events) => {
          first.watch(events);
          second.watch(events);
        },
      });
      await first.reached;
      standStill();
      await second.reached;
      standStill();
      return [await playing];
    },
  },
  {
    name: 'the server is killed and comes back without memory',
    more: { oracle: { state: 'perProcess' } },
    befall: async (server, scenario, start) => {
      const { watch, reached } = answers(12);
      const playing = playOn(server.url, scenario, { watch });
      await reached;
      process.kill(server.pid, 'SIGKILL');
      await server.stop();
      const port = Number(new URL(server.url).port);
      const next = await startServer({ ...start, port });
      try {
        return [await playing];
      } finally {
        await next.stop();
      }
    },
  },
  {
    name: 'others use the same resources at the same time',
    more: { oracle: { exclusive: false, prove: 'accepts' } },
    befall: ({ url }, scenario) =>
      Promise.all([playOn(url, scenario), playOn(url, { ...scenario, seed: `${scenario.seed}-other` })]),
  },
  {
    name: 'others use resources of their own at the same time',
    more: { resources: { count: 4, name: 'r${index}-${run}' } },
    befall: ({ url }, scenario) => {
      const others = {
        userNames: scenario.userNames.map((name) => `${name}-other`),
        resourceNames: scenario.resourceNames.map((name) => `${name}-other`),
      };
      return Promise.all([playOn(url, scenario), playOn(url, { ...scenario, ...others })]);
    },
  },
  {
    name: 'a run comes right after another',
    // Names that are new in each run would promise a past that these have not.
    more: { oracle: { initial: 'unknown' } },
    befall: async ({ url }, scenario) => [await playOn(url, scenario), await playOn(url, scenario)],
  },
];

/** What the troubles are met with: 8 users on 4 resources with a cooldown of 200 ms, two seconds or so. */
function scenarioUnder(trouble: Trouble, kind: 'socket-io' | 'ws', seed: string): Scenario {
  const payload = { id: '${id}', user: '${user}', resource: '${resource}' };
  const answered = { accepted: { ok: true }, rejected: { ok: false, error: 'cooldown' } };
  return scenarioOf(
    {
      name: 'troubles',
      target: 'http://127.0.0.1',
      transport: kind === 'ws' ? { ws: { path: '/ws' } } : 'socket-io',
      wire:
        kind === 'ws'
          ? { 'json-id': { payload, ...answered } }
          : { 'event-ack': { event: 'vote', payload, ...answered } },
      users: 8,
      resources: 4,
      seed,
      timeout: '700ms',
      connect: { over: '50ms', timeout: '5s', reconnectAfter: '100ms' },
      model: { cooldown: { per: 'resource', every: '200ms' } },
      phases: [
        { name: 'turns', pacing: { cooldownAware: { margin: '40ms', rejects: 0.3 } }, steps: 3 },
        { name: 'duels', pacing: { duels: { margin: '40ms' } }, steps: 3 },
      ],
      ...trouble.more,
    },
    { env: {}, run: seed, digest: sha256 },
  );
}

/** What became of a trouble. */
export interface Met {
  readonly accusations: readonly string[];
  readonly decided: number;
  readonly answered: number;
}

/** Lets a trouble befall a correct server of its own. */
export function meet(trouble: Trouble, kind: 'socket-io' | 'ws', seed: string): Promise<Met> {
  return meetOn({ server: 'arena' }, trouble, scenarioUnder(trouble, kind, seed));
}

/** Starts a server, and lets a trouble befall it while a scenario is played. */
export async function meetOn(start: StartOptions, trouble: Trouble, scenario: Scenario): Promise<Met> {
  const server = await startServer(start);
  try {
    return metIn(await trouble.befall(server, scenario, start));
  } finally {
    await server.stop();
  }
}

/** What was accused and what was decided in all that was played. */
export function metIn(played: readonly Played[]): Met {
  return {
    accusations: played.flatMap(accusationsOf),
    decided: sum(played.map(({ report }) => report.oracle.decided)),
    answered: sum(played.map(({ report }) => report.actions.accepted + report.actions.rejected)),
  };
}

function accusationsOf({ report, verdict }: Played): readonly string[] {
  if (report.verdict !== 'fail' && verdict.history !== 'invalid') return [];
  return [report.verdict, verdict.history, ...verdict.violations.map(({ because }) => because)];
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** Resolves when a run has had so many answers, at the latest when it is over. */
function answers(count: number) {
  let left = count;
  const reached = new Subject<void>();
  const watch = (events: Observable<RunEvent>): void => {
    events.subscribe({
      next: (event) => {
        if (event.kind === 'settled' && event.settledAtUs !== null && --left === 0) reached.complete();
      },
      complete: () => reached.complete(),
    });
  };
  return { watch, reached: lastValueFrom(reached, { defaultValue: undefined }) };
}

/** Holds up the event loop of this very process. */
function standStill(): void {
  const untilMs = performance.now() + stallMs;
  while (performance.now() < untilMs);
}
