import { describe, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { planFor } from '../../src/plan-for.js';
import { kindOf, playOn, scenarioFor, type Dialect } from './playing.js';
import { cooldownOf, startTestServer, type Vote } from './servers.js';

const dialects: readonly Dialect[] = ['event-ack', 'json-id', 'json-order'];
const more = { users: 6, resources: 3, steps: 4 } as const;

describe.each(dialects)('the plan as it was sent over %s', (dialect) => {
  test.concurrent(
    'every step has one outcome, in the order of the plan, and none left early',
    async ({ expect, onTestFinished }) => {
      const heard: Vote[] = [];
      const decide = cooldownOf(100);
      const server = await startTestServer(kindOf(dialect), (vote, { answer }) => {
        heard.push(vote);
        answer(decide(vote));
      });
      onTestFinished(() => server.close());
      const scenario = scenarioFor(dialect, more);
      const { plan, history, execution, events } = await playOn(server.url, scenario);
      const steps = [...plan.steps()];
      expect(history.length).toBe(steps.length);

      const rows = Array.from({ length: history.length }, (_, row) => history.actionAt(row));
      expect(rows.map(({ id }) => id).toSorted((a, b) => Number(a) - Number(b))).toEqual(
        steps.map(({ id }) => id).toSorted((a, b) => a - b),
      );
      const sent = events.flatMap((event) => (event.kind === 'sent' ? [event] : []));
      const left = new Set(sent.map(({ step }) => step.id));
      expect(sent.map(({ step }) => step.id)).toEqual(
        steps.filter(({ id }) => left.has(id)).map(({ id }) => id),
      );
      for (const { step, sentAtUs } of sent) {
        expect(sentAtUs - execution.originUs - step.intendedAtUs).toBeGreaterThanOrEqual(0);
      }
      for (const { sentAtUs, settledAtUs } of rows) {
        if (sentAtUs !== null && settledAtUs !== null) expect(settledAtUs).toBeGreaterThanOrEqual(sentAtUs);
      }
      // What each user said arrived in the order of the plan; between users the network decides.
      for (const user of scenario.userNames) {
        expect(heard.filter((vote) => vote.user === user).map(({ resource }) => resource)).toEqual(
          sent
            .filter(({ step }) => scenario.userNames[step.user] === user)
            .map(({ step }) => scenario.resourceNames[step.resource]),
        );
      }
      expect(planFor(scenario, sha256).hash).toBe(plan.hash);
    },
  );

  test.concurrent(
    'no connection closes before the last answer of its user, however late that is',
    async ({ expect, onTestFinished }) => {
      const answeredAtMs = new Map<string, number>();
      const decide = cooldownOf(100);
      const laterMs = 600;
      const server = await startTestServer(kindOf(dialect), (vote, { answer }) => {
        // Longer than the timeout of 400 ms: late, and awaited all the same.
        const late = vote.user === 'u0' || vote.user === 'u1';
        const decided = decide(vote);
        const reply = (): void => {
          answeredAtMs.set(vote.user, performance.now());
          answer(decided);
        };
        if (late) setTimeout(reply, laterMs);
        else reply();
      });
      onTestFinished(() => server.close());
      // One action each, a quarter of a second apart: the first users are done long before the last.
      const { report, events } = await playOn(
        server.url,
        scenarioFor(dialect, { ...more, steps: 1, pacing: { fixed: { every: '1500ms', spread: true } } }),
      );
      await server.empty();
      expect(answeredAtMs.size).toBe(more.users);
      for (const [user, atMs] of answeredAtMs) expect(server.ends.get(user)).toBeGreaterThanOrEqual(atMs);
      const lost = events.filter((event) => event.kind === 'event' && event.event.kind === 'connection-lost');
      expect(lost).toEqual([]);
      expect(report.connections).toMatchObject({ opened: more.users, dropped: 0, failed: 0 });
      expect(report.actions).toMatchObject({ unknown: 0, dropped: 0 });
      expect(events.filter(({ kind }) => kind === 'overdue').length).toBe(2);
      expect(report.oracle.violationCount).toBe(0);
    },
  );
});
