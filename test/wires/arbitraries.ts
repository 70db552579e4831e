import * as fc from 'fast-check';
import type { Inbound } from '../../src/transports/transport.js';
import type { Json } from '../../src/wires/index.js';
import type { WireRequest } from '../../src/wires/wire.js';

export const seed = Number(process.env['TURNWISE_TEST_SEED'] ?? 20260101);

export const requests: fc.Arbitrary<WireRequest> = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 40 }),
  user: fc.string({ unit: 'grapheme' }),
  resource: fc.string({ unit: 'grapheme' }),
  step: fc.nat(),
  action: fc.constantFrom('act', 'acquire'),
  phase: fc.constantFrom('rotation', 'duels'),
});

/** Keys that a server may mean well or ill. */
const keys = fc.oneof(
  fc.constantFrom('ok', 'error', 'id', 'retryAfterMs', 'constructor', '__proto__', 'toString', 'length'),
  fc.string({ maxLength: 5 }),
);

export const jsons: fc.Arbitrary<Json> = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(keys, tie('json'), { maxKeys: 5 }),
  ),
})).json;

/** Anything that a transport can hand over. */
export const inbounds: fc.Arbitrary<Inbound> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    text: fc.oneof(
      fc.string({ unit: 'binary' }),
      jsons.map((json) => JSON.stringify(json)),
    ),
  }),
  fc.record({
    kind: fc.constant('bytes' as const),
    bytes: fc.oneof(
      fc.uint8Array(),
      jsons.map((json) => new TextEncoder().encode(JSON.stringify(json))),
    ),
  }),
  fc.record({
    kind: fc.constant('event' as const),
    event: fc.constantFrom('rate_limited', 'voted', 'news', '__proto__'),
    args: argsOf(),
  }),
  fc.record({ kind: fc.constant('ack' as const), sendId: fc.nat(), args: argsOf() }),
);

function argsOf(): fc.Arbitrary<readonly unknown[]> {
  const binary = fc.uint8Array({ maxLength: 10 });
  const callback = fc.constant(() => {});
  return fc.array(fc.oneof(jsons, binary, callback, fc.constant(undefined)), { maxLength: 3 });
}
