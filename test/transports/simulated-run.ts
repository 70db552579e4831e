import type { Behaviour } from '../../src/behaviours/behaviour.js';
import { voting } from '../../src/behaviours/voting.js';
import {
  simulatedServer,
  simulatedTransport,
  startHiddenLoad,
  type HiddenLoad,
  type ServerEvent,
  type SimulatedNetwork,
  type SimulatedServerOptions,
} from '../../src/transports/simulated.js';
import type { Connection, Inbound, Outbound } from '../../src/transports/transport.js';
import { worldOf, type Vote } from '../behaviours/play.js';

/** What a client saw, in order. */
export type Seen =
  | { readonly kind: 'opened'; readonly user: number; readonly atUs: number }
  | {
      readonly kind: 'failed' | 'closed';
      readonly user: number;
      readonly atUs: number;
      readonly reason: string;
    }
  | { readonly kind: 'sent'; readonly user: number; readonly atUs: number; readonly sendId: number }
  | { readonly kind: 'message'; readonly user: number; readonly atUs: number; readonly inbound: Inbound };

export interface Transcript {
  readonly seen: readonly Seen[];
  readonly truth: readonly ServerEvent[];
  readonly connections: readonly Connection[];
}

export interface RunOptions {
  readonly seed?: string | number;
  readonly behaviour?: Behaviour;
  readonly network?: Partial<SimulatedNetwork>;
  readonly server?: Partial<SimulatedServerOptions>;
  readonly hidden?: Omit<HiddenLoad, 'server' | 'nowUs' | 'schedule' | 'random'>;
  /** Sent at their instants by the user of their index; user `u0` is 0. */
  readonly votes: readonly Vote[];
  /** When each user connects; by default one user at 0. */
  readonly connectAtUs?: readonly number[];
  readonly frame?: (vote: Vote, index: number) => Outbound;
  readonly act?: (
    connections: readonly Connection[],
  ) => readonly { readonly atUs: number; readonly run: () => void }[];
}

/** The event that a vote is, acknowledged. */
export function voteEvent({ user, resource }: Vote): Outbound {
  return { kind: 'event', event: 'vote', args: [{ user, resource }], ack: true };
}

/** Half a millisecond each way. */
export const quickNetwork: SimulatedNetwork = {
  up: { kind: 'constant', us: 500 },
  down: { kind: 'constant', us: 500 },
};

/** Plays votes through a simulated network; the transcript is all that any client ever saw. */
export async function transcriptOf(options: RunOptions): Promise<Transcript> {
  const { seed = 's', behaviour = voting, connectAtUs = [0], frame = voteEvent } = options;
  const world = worldOf(seed);
  const seen: Seen[] = [];
  const truth: ServerEvent[] = [];
  const connections: Connection[] = [];
  const observe = (event: ServerEvent): void => void truth.push(event);
  const server = simulatedServer({ ...world, behaviour, observe, ...options.server });
  const transport = simulatedTransport({
    ...world,
    server,
    network: { ...quickNetwork, ...options.network },
  });
  if (options.hidden !== undefined) startHiddenLoad({ ...world, ...options.hidden, server });

  connectAtUs.forEach((atUs, user) => {
    const at = (): { user: number; atUs: number } => ({ user, atUs: world.nowUs() });
    world.schedule(atUs, () => {
      connections[user] = transport.connect(
        { user, url: 'sim:', headers: {}, query: {}, auth: {}, timeoutMs: 1000 },
        {
          opened: () => seen.push({ kind: 'opened', ...at() }),
          failed: (reason) => seen.push({ kind: 'failed', ...at(), reason }),
          closed: (reason) => seen.push({ kind: 'closed', ...at(), reason }),
          message: (inbound) => seen.push({ kind: 'message', ...at(), inbound }),
        },
      );
    });
  });
  options.votes.forEach((vote, index) => {
    world.schedule(vote.atUs, () => {
      const user = Number(vote.user.slice(1));
      const sendId = connections[user]?.send(frame(vote, index)) ?? -1;
      seen.push({ kind: 'sent', user, atUs: world.nowUs(), sendId });
    });
  });
  for (const { atUs, run } of options.act?.(connections) ?? []) world.schedule(atUs, run);
  await world.time.run(() => server.pending());
  return { seen, truth, connections };
}

export const messages = ({ seen }: Transcript): readonly (Seen & { kind: 'message' })[] =>
  seen.filter((event) => event.kind === 'message');

export const answers = ({ truth }: Transcript): readonly (ServerEvent & { kind: 'answered' })[] =>
  truth.filter((event) => event.kind === 'answered');
