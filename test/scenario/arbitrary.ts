import * as fc from 'fast-check';
import type { ScenarioInput } from '../../src/scenario/schema.js';

/** Any sound scenario that a file can hold. */
export function anyScenario(): fc.Arbitrary<ScenarioInput> {
  return fc.oneof(scenarioOver('socket-io'), scenarioOver('ws'));
}

function scenarioOver(kind: 'socket-io' | 'ws'): fc.Arbitrary<ScenarioInput> {
  const common = fc.record(
    {
      name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/),
      description: text,
      target: fc.constantFrom(
        'arena',
        'https://h.example:8443/x',
        { server: 'arena' },
        { server: 'arena', bug: 'b' },
      ),
      users: people('u'),
      resources: people('r'),
      seed: fc.oneof(fc.string({ minLength: 1 }), fc.integer()),
      model,
      connect: fc.record(
        { over: duration, timeout: duration, reconnectAfter: orNever },
        { requiredKeys: [] },
      ),
      timeout: positive,
      overrun: fc.constantFrom('send' as const, 'skip' as const),
      maxDuration: positive,
      oracle,
    },
    { requiredKeys: ['name', 'target', 'users', 'resources', 'model'] },
  );
  const over = kind === 'socket-io' ? fc.tuple(socketIo, eventWire) : fc.tuple(ws, frameWire);
  return fc
    .tuple(common, over, fc.oneof(fc.record({ phases }), phase))
    .map(([rest, [transport, wire], plan]) => ({ ...rest, transport, wire, ...plan }) as ScenarioInput);
}

const text = fc.string({ maxLength: 20, unit: 'grapheme' }).filter((each) => !each.includes('${'));
const units = fc.constantFrom('us' as const, 'ms' as const, 's' as const, 'm' as const);
const duration = fc.oneof(
  fc.nat(100_000),
  fc.tuple(fc.nat(1000), units).map(([many, unit]) => `${many}${unit}` as const),
);
const positive = fc.oneof(
  fc.integer({ min: 1, max: 100_000 }),
  fc.integer({ min: 1, max: 99 }).map((s) => `${s}s` as const),
);
const orNever = fc.oneof(positive, fc.constant('never' as const));

function people(letter: string): fc.Arbitrary<ScenarioInput['users']> {
  return fc.oneof(
    fc.integer({ min: 2, max: 40 }),
    fc.record(
      { count: fc.integer({ min: 2, max: 40 }), name: fc.constant(`${letter}-\${index}-\${run}`) },
      { requiredKeys: ['count'] },
    ),
    fc.uniqueArray(
      fc.string({ minLength: 1, unit: 'grapheme' }).filter((each) => !each.includes('${')),
      {
        minLength: 2,
        maxLength: 5,
      },
    ),
  );
}

const per = fc.constantFrom('resource', 'all', 'resource+action', ['resource', 'phase']);
const limit = fc.record({ per, every: positive });
const model = fc.oneof(
  limit.map((cooldown) => ({ cooldown })),
  limit.map((settings) => ({ kind: 'cooldown', ...settings })),
);

const oracle = fc.record(
  {
    tick: duration,
    drift: fc.nat(5000),
    grace: fc.record({ early: duration, late: duration }, { requiredKeys: [] }),
    horizon: orNever,
    initial: fc.constantFrom('fresh', 'unknown'),
    exclusive: fc.boolean(),
    complete: fc.boolean(),
    state: fc.constantFrom('durable', 'perProcess'),
    boundary: fc.constantFrom('inclusive', 'exclusive'),
    minMargin: duration,
    minResolution: fc.double({ min: 0, max: 1, noNaN: true }),
    prove: fc.constantFrom('both', 'accepts', 'rejects'),
  },
  { requiredKeys: [] },
);

const strategy = fc.oneof(
  fc.constantFrom(
    'round-robin',
    'stampede',
    'dedicated',
    'latin-square',
    'random',
    'zipf',
    'pairs',
    'shuffle',
  ),
  fc.record({
    zipf: fc.record({ exponent: fc.double({ min: 0, max: 10, noNaN: true }) }, { requiredKeys: [] }),
  }),
  fc.record({
    'round-robin': fc.record(
      { stride: fc.integer({ min: -3, max: 9 }), offset: fc.nat(9) },
      { requiredKeys: [] },
    ),
  }),
);
const pacing = fc.oneof(
  fc.constantFrom('cooldownAware', 'duels'),
  fc.record({
    cooldownAware: fc.record(
      { margin: duration, rejects: fc.double({ min: 0, max: 0.9, noNaN: true }), jitter: duration },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ fixed: fc.record({ every: positive, spread: fc.boolean() }, { requiredKeys: ['every'] }) }),
  fc.constantFrom('contended', 'barrier'),
  fc.record({
    open: fc.record(
      { rate: fc.constantFrom('200/s', '20/min', 3), arrivals: fc.constantFrom('poisson', 'uniform') },
      { requiredKeys: ['rate'] },
    ),
  }),
  fc.record({ bursts: fc.record({ size: fc.integer({ min: 1, max: 9 }), gap: duration, pause: positive }) }),
);
const phase = fc.record({ strategy, pacing, steps: fc.integer({ min: 1, max: 50 }) }, { requiredKeys: [] });
const phases = fc.array(phase, { minLength: 1, maxLength: 3 });

const textMap = fc.dictionary(
  fc.stringMatching(/^[a-z-]{1,8}$/),
  fc.oneof(
    fc.stringMatching(/^[\x20-\x7e]{0,9}$/).filter((each) => !each.includes('${')),
    fc.nat(),
    fc.constant('${user}-${index}'),
  ),
);
const path = fc.stringMatching(/^\/[a-z0-9/._-]{0,9}$/);
const tls = fc.record({ ca: fc.constant('ca.pem'), insecure: fc.boolean() }, { requiredKeys: [] });
const socketIo = fc.oneof(
  fc.constant('socket-io'),
  fc.record({
    'socket-io': fc.record(
      {
        namespace: path,
        path,
        transports: fc.constantFrom(['websocket'], ['polling', 'websocket']),
        auth: fc.constantFrom({}, { token: '${user}', list: [1, null, { a: true }] }),
        query: textMap,
        headers: textMap,
        tls,
      },
      { requiredKeys: [] },
    ),
  }),
);
const ws = fc.oneof(
  fc.constant('ws'),
  fc.record({
    ws: fc.record(
      { path, subprotocols: fc.constantFrom([], ['v1.x', 'v2']), query: textMap, headers: textMap, tls },
      { requiredKeys: [] },
    ),
  }),
);

const answer = {
  accepted: fc.constantFrom({ ok: true }, [{ ok: true }, { ok: 1 }]),
  rejected: fc.constantFrom({ ok: false, error: 'cooldown' }, { ok: false }),
  reason: fc.constant('error'),
  retryAfter: fc.constant('retry.after'),
};
const payload = fc.constantFrom({ user: '${user}', at: ['${step}', '${run}', 1.5, null] }, '${resource}', [
  1,
  'a: b',
  '- x',
  '#',
]);
const eventWire = fc.oneof(
  fc.record({
    'event-ack': fc.record(
      { event: fc.constantFrom('vote', 'on/off'), payload, ...answer },
      { requiredKeys: ['event'] },
    ),
  }),
  fc.record({
    'event-reject': fc.record(
      { event: fc.constant('vote'), payload, rejectedBy: fc.constant(['no']), ...answer },
      { requiredKeys: ['event'] },
    ),
  }),
);
const frameWire = fc.oneof(
  fc.record({
    'json-id': fc.record(
      { payload: fc.constant({ id: '${id}', u: '${user}' }), id: fc.constant('id'), ...answer },
      { requiredKeys: ['payload'] },
    ),
  }),
  fc.record({
    'json-order': fc.record(
      { payload, ignore: fc.constant([{ type: 'welcome' }]), ...answer },
      { requiredKeys: ['payload'] },
    ),
  }),
);
