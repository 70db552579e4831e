import { z } from 'zod';
import { defaults } from '../defaults.js';
import { duration, positiveDuration, type DurationInput } from '../fields/duration-field.js';
import { count, share } from '../fields/numbers.js';
import { inWords } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';
import type { SimulatedLatency } from '../simulation.js';

const uniform = strict({ from: duration().prefault('0ms'), to: duration() }).refine(
  ({ from, to }) => from <= to,
  { error: 'must not end before it begins: `from` is later than `to`' },
);

const exponential = strict({
  floor: duration().prefault(defaults.simulation.latency.floor).describe('The least it takes.'),
  mean: duration().prefault(defaults.simulation.latency.mean).describe('On average so much more.'),
});

type LatencyInput =
  | DurationInput
  | { uniform: { from?: DurationInput | undefined; to: DurationInput } }
  | { exponential: { floor?: DurationInput | undefined; mean?: DurationInput | undefined } };

/** How long something takes: always the same, evenly spread, or short with a long tail. */
function latency(): z.ZodType<SimulatedLatency, LatencyInput> {
  const constant = duration().transform((us): SimulatedLatency => ({ kind: 'constant', us }));
  const drawn = tagged({ uniform, exponential }, []).transform((written): SimulatedLatency => {
    switch (written.kind) {
      case 'uniform':
        return { kind: 'uniform', fromUs: written.settings.from, toUs: written.settings.to };
      case 'exponential':
        return { kind: 'exponential', floorUs: written.settings.floor, meanUs: written.settings.mean };
    }
  });
  return z.union([constant, drawn], {
    error: ({ input }) =>
      `must be a duration, {uniform: {from, to}} or {exponential: {floor, mean}}, but is ${inWords(input)}`,
  });
}

const usual = { exponential: {} } as const;

/** From an instant on, for so long; instants count from the start of connecting. */
const span = strict({ at: duration(), for: positiveDuration() }).transform((written) => ({
  fromUs: written.at,
  toUs: written.at + written.for,
}));

const cut = strict({
  at: duration(),
  users: z.array(z.string()).min(1).optional().describe("Whose connections; absent: everybody's."),
  noticedAfter: duration().prefault('0ms').describe('Until then the client sends into the void.'),
  requests: z
    .enum(['lost', 'arrive'])
    .prefault('lost')
    .describe('Whether requests on their way still reach the server.'),
});

const network = strict({
  up: latency().prefault(usual).describe('From client to server, one way.'),
  down: latency().prefault(usual).describe('From server to client, one way.'),
  jitter: duration().prefault('0ms').describe('Added to each message, from 0 to this.'),
  order: z
    .enum(['ordered', 'overtaking'])
    .prefault('ordered')
    .describe('Whether messages on one connection may overtake; those of different users always may.'),
  lostRequests: share().prefault(0).describe('The share of requests that never reach the server.'),
  lostAnswers: share().prefault(0).describe('The share of answers that never reach the client.'),
  cuts: z.array(cut).prefault([]).describe('Connections that break.'),
  clientStalls: z.array(span).prefault([]).describe('When the generator itself stands still.'),
});

const clock = strict({
  offset: duration().prefault('0ms').describe('What it shows at the start.'),
  rate: z.number().min(-500_000).max(500_000).prefault(0).describe('Parts per million it runs fast.'),
  tick: positiveDuration().prefault('1us').describe('Its step.'),
});

/** More would be no test of a server any more. */
const nodesMax = 16;

const server = strict({
  nodes: count()
    .max(nodesMax)
    .optional()
    .describe('Processes behind one address, connections in turn; what `target.nodes` says when absent.'),
  serviceTime: latency().optional().describe('For how long each action occupies the event loop.'),
  storeLatency: latency().optional().describe('How long the store is away, one way; absent: in the process.'),
  clock: clock.prefault({}),
  stalls: z.array(span).prefault([]).describe('When its event loop stands still.'),
  restarts: z
    .array(strict({ at: duration(), down: duration().prefault('0ms') }))
    .prefault([])
    .describe('When the process dies, and how long until a new one listens.'),
  state: z
    .enum(['durable', 'perProcess'])
    .optional()
    .describe(
      'Whether the store outlives the process, and all nodes share it; what `oracle.state` says when absent.',
    ),
});

const hidden = strict({
  users: count().prefault(defaults.simulation.hiddenUsers),
  every: positiveDuration().describe('One action about every so often.'),
  action: z.string().min(1).prefault('vote').describe('The kind of action.'),
});

/** The world that `turnwise simulate` plays in; a real run does not look at it. */
export const simulation = strict({
  network: network.prefault({}),
  server: server.prefault({}),
  hidden: hidden.optional().describe("Other people's traffic on the same keys."),
}).describe('The world of `turnwise simulate`: network, server and the troubles they have.');

/** A simulation as read. */
export type WrittenSimulation = z.output<typeof simulation>;
