/** Histories of correct limiters, simulated from what the models decide. Integers only, no clock. */
import { historyBuilder } from '../dist/src/history/columns.js';
import { defaultAssumptions } from '../dist/src/models/assumptions.js';

/** One way through a network, as quantiles: half a millisecond, with the long tail of a log-normal. */
const wayUs = [320, 380, 430, 480, 530, 590, 650, 720, 800, 900, 1020, 1180, 1400, 1750, 2500, 6200];

/** The longest a server may still run what nobody saw answered. */
const horizonUs = 1_000_000;

/**
 * @typedef {object} Simulated
 * @property {import('../dist/src/models/model.js').Model} model
 * @property {import('../dist/src/models/assumptions.js').Assumptions} assumptions
 * @property {import('../dist/src/history/history.js').History} history
 */

/**
 * What a correct limiter answers: the keys take turns, and each gets the gaps of the model over and over.
 * @param {import('./oracle-models.mjs').Measured} measured
 * @param {number} keys
 * @param {number} actions
 * @param {number} unknownShare how many in a thousand nobody sees answered
 * @returns {Simulated}
 */
export function simulated(
  { model: modelFor, gapsUs, kinds = ['act'], users = [0, 1, 2, 3, 4] },
  keys,
  actions,
  unknownShare,
) {
  const model = modelFor(actions / keys);
  const draw = random(1);
  const sentAtUs = new Float64Array(actions);
  const arrivesUs = new Float64Array(actions);
  let roundUs = 1_000_000;
  for (let row = 0; row < actions; row++) {
    const key = row % keys;
    const round = Math.floor(row / keys);
    if (key === 0 && round > 0) roundUs += gapsUs[(round - 1) % gapsUs.length];
    sentAtUs[row] = roundUs + Math.floor((key * 1000) / keys);
    arrivesUs[row] = sentAtUs[row] + wayUs[draw(wayUs.length)];
  }
  const who = (row) =>
    users[Math.floor(row / keys) % users.length] + (model.name === 'turns' ? 0 : row % keys);
  const kindOf = (row) => kinds[Math.floor(row / keys) % kinds.length];
  const decide = limiter(model);
  const accepts = new Uint8Array(actions);
  for (const row of orderOf(arrivesUs)) {
    const attempt = { user: `u${who(row)}`, resource: `r${row % keys}`, action: kindOf(row), cost: 1 };
    accepts[row] = decide(attempt, who(row), row % keys, arrivesUs[row]) ? 1 : 0;
  }
  const builder = historyBuilder(actions);
  for (let row = 0; row < actions; row++) {
    builder.sent(
      {
        id: row,
        user: builder.code('user', `u${who(row)}`),
        resource: builder.code('resource', `r${row % keys}`),
        step: Math.floor(row / keys),
        intendedAtUs: sentAtUs[row],
        ...(kinds.length > 1 && { action: builder.code('action', kindOf(row)) }),
      },
      sentAtUs[row],
    );
    const backUs = arrivesUs[row] + wayUs[draw(wayUs.length)];
    if (draw(1000) < unknownShare) builder.settled(row, null, { kind: 'unknown', reason: 'timeout' });
    else builder.settled(row, backUs, accepts[row] === 1 ? { kind: 'accepted' } : { kind: 'rejected' });
  }
  const assumptions = {
    ...defaultAssumptions,
    initial: 'fresh',
    horizonUs: unknownShare > 0 ? horizonUs : null,
  };
  return { model, assumptions, history: builder.build() };
}

/** Rows by a time. Sorted as pairs of 40 bits of time and 24 of row, without a comparison in JavaScript. */
export function orderOf(atUs) {
  const pairs = new BigUint64Array(atUs.length);
  const halves = new Uint32Array(pairs.buffer);
  for (let row = 0; row < atUs.length; row++) {
    const capped = Math.min(atUs[row], 2 ** 40 - 1);
    halves[2 * row + 1] = Math.floor(capped / 256);
    halves[2 * row] = (capped % 256) * 2 ** 24 + row;
  }
  pairs.sort();
  const order = new Uint32Array(atUs.length);
  for (let index = 0; index < order.length; index++) order[index] = halves[2 * index] % 2 ** 24;
  return order;
}

const keyOf = ({ per }, user, resource) =>
  (per.includes('user') ? user * 2 ** 26 : 0) + (per.includes('resource') ? resource : 0);

/** A correct server: every rule of the model on its own keys, accepted by all or by none. */
function limiter(model) {
  const { driver } = model;
  const rules = (driver.kind === 'composed' ? driver.rules : [model]).map((rule) => ({
    rule,
    states: new Map(),
  }));
  return (attempt, user, resource, atUs) => {
    const decided = rules.map(({ rule, states }) => {
      const key = keyOf(rule, user, resource);
      return { states, key, ...rule.decide(states.has(key) ? states.get(key) : rule.init(), attempt, atUs) };
    });
    const accepts = decided.every((decision) => decision.accepts);
    for (const decision of decided)
      if (decision.accepts === accepts) decision.states.set(decision.key, decision.next);
    return accepts;
  };
}

/** Xorshift (Marsaglia 2003): the same numbers on every machine. */
function random(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}
