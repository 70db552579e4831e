import { sha256 } from '../../src/playing/sha256.js';
import { planFor } from '../../src/plan-for.js';
import { scenarioOf } from '../../src/scenario/load.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { simulate } from '../../src/playing/simulate.js';
import { badDay, type BadDay } from './worlds.js';

/** The scenario of the gate: a small voting arena with everything a plan can hold. */
export function gateScenario(seed: string, oracle: Readonly<Record<string, unknown>>): Scenario {
  return scenarioOf(
    {
      name: 'gate',
      target: 'arena',
      transport: 'socket-io',
      wire: {
        'event-ack': {
          event: 'vote',
          payload: { user: '${user}', resource: '${resource}' },
          accepted: { ok: true },
          rejected: { ok: false, error: 'cooldown' },
          reason: 'error',
          retryAfter: 'retryAfterMs',
        },
      },
      users: 12,
      resources: 4,
      seed,
      timeout: '1s',
      connect: { over: '200ms', reconnectAfter: '100ms' },
      model: { cooldown: { per: 'resource', every: '200ms' } },
      phases: [
        {
          name: 'rotation',
          strategy: 'round-robin',
          pacing: { cooldownAware: { margin: '30ms', rejects: 0.25, jitter: '5ms' } },
          steps: 6,
        },
        {
          name: 'stampede',
          strategy: 'stampede',
          pacing: { fixed: { every: '90ms', spread: false } },
          steps: 4,
        },
        { name: 'duels', pacing: { duels: { margin: '30ms' } }, steps: 6 },
      ],
      oracle,
    },
    { env: {}, run: seed, digest: sha256 },
  );
}

/** Plays one bad day in virtual time. */
export async function playBadDay(seed: string, bug: string | null = null) {
  const day: BadDay = badDay(seed, bug);
  const scenario = gateScenario(seed, day.oracle);
  const plan = planFor(scenario, sha256);
  const played = await simulate(
    scenario,
    plan,
    day.world,
    { stop: new AbortController().signal, watch: () => {} },
    {
      command: `a bad day with seed ${seed}`,
      environment: { turnwise: 'test', node: 'test', os: 'test', startedAt: '1970-01-01T00:00:00.000Z' },
    },
  );
  return { ...day, ...played };
}

/** What a gate says when it closes: everything needed to play the day again. */
export function accusationText(day: Awaited<ReturnType<typeof playBadDay>>, seed: string): string {
  const sentences = day.verdict.violations.map((violation) => `${violation.kind}: ${violation.because}`);
  return [
    `seed ${seed}: a correct server was accused`,
    `troubles: ${day.troubles.join(', ')}`,
    ...sentences,
  ].join('\n');
}

/**
 * Plays many days against the correct server and gives the accusations, of which there must be none, and
 * what was decided, so that a gate that decides nothing cannot pass for one that accuses nobody.
 */
export async function gate(seeds: readonly string[]) {
  const accusations: string[] = [];
  let decided = 0;
  let answered = 0;
  let unanswered = 0;
  for (const seed of seeds) {
    const day = await playBadDay(seed);
    const { report, verdict } = day;
    if (verdict.violations.length > 0 || verdict.history === 'invalid' || report.verdict === 'fail') {
      accusations.push(accusationText(day, seed));
    }
    decided += report.oracle.decided;
    answered += report.actions.accepted + report.actions.rejected;
    unanswered += report.actions.unknown;
  }
  return { accusations, decided, answered, unanswered };
}
