import { describe, test, type TestContext } from 'vitest';
import type { Played } from '../../src/playing/play.js';
import type { ScenarioInput } from '../../src/scenario/schema.js';
import { kindOf, playOn, scenarioFor, wordsOf, type Dialect } from './playing.js';
import {
  cooldownOf,
  nobodysUrl,
  startSilent,
  startTestServer,
  type FarEnd,
  type ServerSetup,
} from './servers.js';

const dialects: readonly Dialect[] = ['event-ack', 'json-id', 'json-order'];

/** A server that behaves badly, and what a run against it has to say. */
interface Hostile {
  readonly name: string;
  readonly farEnd: () => FarEnd;
  readonly setup?: ServerSetup;
  readonly more?: Partial<ScenarioInput>;
  /** Keeps this very process busy, so that others beside it could decide nothing. */
  readonly heavy?: true;
  /** Where it applies. Default: everywhere. */
  readonly over?: readonly Dialect[];
  /** Found in the words of the report. */
  readonly says: RegExp | Readonly<Partial<Record<Dialect, RegExp>>>;
  /** What the run may come to. Default: inconclusive. */
  readonly verdicts?: readonly Played['report']['verdict'][];
}

const silent = (): FarEnd => () => undefined;
const always =
  (act: (back: Parameters<FarEnd>[1]) => void): (() => FarEnd) =>
  () =>
  (_vote, back) =>
    act(back);
const megabytes = (count: number): string => 'x'.repeat(count * 1_000_000);

const hostiles: readonly Hostile[] = [
  {
    name: 'never answers',
    farEnd: silent,
    says: /none of \d+ sent actions? was accepted or rejected, \d+ had no answer[^]*unknown: no answer in time/,
  },
  {
    name: 'answers what is no JSON',
    farEnd: always(({ raw }) => raw('<html>502 Bad Gateway</html>')),
    says: {
      'event-ack': /error: matches neither accepted nor rejected: "<html>502 Bad Gateway<\/html>"/,
      'json-id': /could not be read as an answer: not JSON: "<html>502 Bad Gateway<\/html>"/,
      'json-order': /error: not JSON: "<html>502 Bad Gateway<\/html>"/,
    },
  },
  {
    name: 'answers with no object',
    farEnd: always(({ answer }) => answer(42)),
    says: {
      'event-ack': /error: matches neither accepted nor rejected: 42/,
      'json-id': /unknown: no answer in time/,
      'json-order': /error: matches neither accepted nor rejected: 42/,
    },
  },
  {
    name: 'answers with 10 MB',
    farEnd: always(({ answer }) => answer({ ok: true, blob: megabytes(10) })),
    more: { steps: 1, users: 2, timeout: '2s' },
    heavy: true,
    says: {
      'event-ack': /error: too long for an answer: 10\.0 million characters/,
      'json-id': /could not be read as an answer: too long for an answer: 10\.0 million characters/,
      'json-order': /error: too long for an answer: 10\.0 million characters/,
    },
  },
  {
    name: 'answers with more than is ever taken',
    farEnd: always(({ answer }) => answer({ ok: true, blob: megabytes(17) })),
    more: { steps: 1, users: 2, timeout: '2s' },
    heavy: true,
    over: ['event-ack', 'json-id'],
    says: /a message longer than 16 MiB/,
  },
  {
    name: 'answers with errors only',
    farEnd: always(({ answer }) => answer({ error: 'invalid' })),
    says: /error: matches neither accepted nor rejected: \{.*error: "invalid"\}/,
  },
  {
    name: 'refuses for reasons that nobody declared',
    farEnd: always(({ answer }) => answer({ ok: false, error: 'not logged in' })),
    says: /error: matches neither accepted nor rejected: \{.*error: "not logged in"\}/,
  },
  {
    name: 'answers with ids that nobody sent',
    farEnd: always(({ answer }) => answer({ id: 999_999, ok: true })),
    over: ['json-id'],
    says: /\d+ answers named no action that waits for one \(the first on u\d\.1\)/,
  },
  {
    name: 'answers twice',
    farEnd: () => {
      const decide = cooldownOf(100);
      return (vote, { answer }) => {
        const decision = decide(vote);
        answer(decision);
        answer(decision);
      };
    },
    says: {
      'event-ack': /rejected: cooldown/,
      'json-id': /\d+ answers named no action that waits for one/,
      'json-order': /what was answered on 4 connections counts as unknown: .* it had one too many/,
    },
    // Where answers name their action a second one does no harm.
    verdicts: ['inconclusive', 'pass'],
  },
  {
    name: 'floods everybody with broadcasts',
    farEnd: () => {
      const decide = cooldownOf(100);
      return (vote, { answer, push }) => {
        for (let count = 0; count < 100; count++) push('flash');
        answer(decide(vote));
        for (let count = 0; count < 100; count++) push('flash');
      };
    },
    says: /rejected: cooldown/,
    verdicts: ['pass', 'inconclusive'],
  },
  {
    name: 'broadcasts what looks like an answer',
    farEnd: () => {
      const decide = cooldownOf(100);
      return (vote, { answer, raw }) => {
        raw(JSON.stringify({ state: 'tick' }));
        answer(decide(vote));
      };
    },
    says: {
      'event-ack': /error: matches neither accepted nor rejected/,
      'json-id': /rejected: cooldown/,
      'json-order': /what was answered on 4 connections counts as unknown: answers carry no id/,
    },
    verdicts: ['inconclusive', 'pass'],
  },
  {
    name: 'says things that terminals and browsers would act on',
    farEnd: always(({ answer }) => answer({ ok: false, error: '\u001b[31m<script>alert()</script>\u202e' })),
    says: /error: matches neither accepted nor rejected: \{.*<script>alert\(\)<\/script>/,
  },
  {
    name: 'closes each connection after its answer',
    farEnd: () => {
      const decide = cooldownOf(100);
      return (vote, { answer, close }) => {
        answer(decide(vote));
        close();
      };
    },
    says: { 'event-ack': /disconnected by the server/, 'json-id': /closed 4001 enough/ },
    verdicts: ['inconclusive', 'pass'],
  },
  {
    name: 'closes each connection instead of answering',
    farEnd: always(({ close }) => close()),
    says: /unknown: connection lost/,
  },
  {
    name: 'refuses everybody',
    farEnd: silent,
    setup: { refuse: () => 'token expired' },
    says: {
      'event-ack': /nobody could connect; most often: token expired/,
      'json-id': /nobody could connect; most often: HTTP 401 Unauthorized/,
    },
  },
];

describe.each(dialects)('hostile servers over %s', (dialect) => {
  const here = hostiles
    .filter(({ over = dialects }) => over.includes(dialect))
    .map((hostile) => [hostile.name, hostile] as const);
  test.concurrent.for(here.filter(([, { heavy }]) => heavy !== true))(
    'one that %s',
    async ([, hostile], { expect, onTestFinished }) => {
      const met = await meet(hostile, dialect, onTestFinished);
      expect(met.words).toMatch(met.line);
      expect(met).toMatchObject(innocent);
    },
  );
  test.for(here.filter(([, { heavy }]) => heavy === true))(
    'one that %s',
    async ([, hostile], { expect, onTestFinished }) => {
      const met = await meet(hostile, dialect, onTestFinished);
      expect(met.words).toMatch(met.line);
      expect(met).toMatchObject(innocent);
    },
  );

  test.concurrent('one that is not there', async ({ expect }) => {
    const played = await playOn(nobodysUrl(), scenarioFor(dialect));
    expect(wordsOf(played)).toMatch(
      /nobody could connect; most often: connection refused .*ECONNREFUSED.* \(4 times\)/,
    );
    expect(played.report).toMatchObject({
      verdict: 'inconclusive',
      connections: { attempted: 4, failed: 4, opened: 0 },
    });
  });

  test.concurrent('one that accepts connections and says nothing', async ({ expect, onTestFinished }) => {
    const server = await startSilent();
    onTestFinished(() => server.close());
    const played = await playOn(
      server.url,
      scenarioFor(dialect, { connect: { over: '100ms', timeout: '400ms' } }),
    );
    await server.empty();
    expect(wordsOf(played)).toMatch(
      /nobody could connect; most often: (still connecting|not connected after)/,
    );
    expect(played.report).toMatchObject({
      verdict: 'inconclusive',
      connections: { attempted: 4, failed: 4 },
    });
  });
});

test.concurrent('a namespace that does not exist', async ({ expect, onTestFinished }) => {
  const server = await startTestServer('socket-io', silent());
  onTestFinished(() => server.close());
  const played = await playOn(
    server.url,
    scenarioFor('event-ack', { transport: { 'socket-io': { namespace: '/nowhere' } } }),
  );
  await server.empty();
  expect(wordsOf(played)).toMatch(/nobody could connect; most often: invalid namespace \(4 times\)/);
  expect(played.report.verdict).toBe('inconclusive');
});

const votes = { event: 'vote', payload: { user: '${user}', resource: '${resource}' } };

/** A server that acknowledges a yes, and says no by an event; each goes wrong in a way of its own. */
test.concurrent.for([
  [
    'tells everybody of everybody\u2019s rejects',
    (decision: { ok?: unknown }, { answer, shout }: Loud) => (decision.ok === true ? answer() : shout()),
  ],
  [
    'says a no twice, by an event and in the acknowledgement',
    (decision: { ok?: unknown }, { answer, tell }: Loud) => {
      if (decision.ok !== true) tell();
      answer(decision);
    },
  ],
] as const)('rejects by events, and a server that %s', async ([, act], { expect, onTestFinished }) => {
  const decide = cooldownOf(100);
  const server = await startTestServer('socket-io', (vote, { answer, emit }) => {
    const limited = { resource: vote.resource };
    act(decide(vote), {
      answer: (body) => answer(body),
      tell: () => emit('rate_limited', limited),
      shout: () => server.emit('rate_limited', limited),
    });
  });
  onTestFinished(() => server.close());
  const played = await playOn(server.url, scenarioFor('event-ack', { wire: { 'event-reject': votes } }));
  await server.empty();
  expect(wordsOf(played)).toMatch(/what was answered on .* counts as unknown: answers carry no id/);
  expect(played.report.verdict).toBe('inconclusive');
  expect(played.verdict.violations).toEqual([]);
});

interface Loud {
  readonly answer: (body?: unknown) => void;
  readonly tell: () => void;
  readonly shout: () => void;
}

/** What is true of every meeting. */
const innocent = { isExpected: true, accusations: [], unprintable: false, lacking: 0 };

async function meet(
  { farEnd, setup, more, says, verdicts = ['inconclusive'] }: Hostile,
  dialect: Dialect,
  onTestFinished: TestContext['onTestFinished'],
) {
  const server = await startTestServer(kindOf(dialect), farEnd(), setup);
  onTestFinished(() => server.close());
  const played = await playOn(server.url, scenarioFor(dialect, more));
  await server.empty();
  const words = wordsOf(played);
  const { planned, sent, dropped } = played.report.actions;
  return {
    words,
    line: (says instanceof RegExp ? says : (says[dialect] ?? says['json-id'])) ?? /./,
    isExpected: verdicts.includes(played.report.verdict),
    accusations: played.verdict.violations.map(({ because }) => because),
    // eslint-disable-next-line no-control-regex
    unprintable: /[\u0000-\u0009\u000b-\u001f\u202e]/.test(words),
    /** Steps of a plan that was played to its end, without an outcome. */
    lacking: played.execution.ended === 'completed' ? planned - sent - dropped : 0,
  };
}
