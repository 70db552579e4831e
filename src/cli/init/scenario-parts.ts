import type { Choice } from './choice.js';

/** What both languages say of a first scenario. */
export interface Parts {
  readonly target: string;
  readonly transport: Choice['transport'];
  /** The name of the wire. */
  readonly wire: 'event-ack' | 'json-id';
  /** Names of seats: where a server remembers earlier runs, each run has its own. */
  readonly seatName: string;
}

export function partsOf({ target, transport }: Choice): Parts {
  return {
    target: target ?? 'arena',
    transport,
    wire: transport === 'ws' ? 'json-id' : 'event-ack',
    seatName: target === null ? 'seat-${index}' : 'seat-${index}-${run}',
  };
}

/** What is said of each part, line by line; the comments are the same in both languages. */
export function commentsOf({ target, transport }: Choice): Readonly<Record<Commented, readonly string[]>> {
  const own = transport === 'ws' ? 'ws://127.0.0.1:3000' : 'http://127.0.0.1:3000';
  return {
    head: [
      'Ten people take five seats. A taken seat is free again after 200 ms, whoever took it.',
      target === null
        ? 'As it stands it plays against a server that comes with turnwise, and passes.'
        : 'Change what is marked 1 to 4 until it says what your server does.',
    ],
    target:
      target === null
        ? [
            `1. The server. Your own is an address, such as ${own}, here or as --target.`,
            '   `arena` comes with turnwise, and accepts a vote on a resource every 200 ms.',
          ]
        : ['1. The server; `--target` takes another one for one run.'],
    wire: [
      '2. How an action is said, and how its answer is read. See what one user really says and hears:',
      '   npx turnwise run SCENARIO --users 1 --steps 2 --trace u0 --set oracle.prove=accepts',
      '   Tokens come from the environment: ${env:NAME}, and --env-file .env.',
    ],
    people: [
      '3. Who, and what they compete for. Fewer resources are more contention.',
      ...(target === null
        ? []
        : ['   With ${run} in its name a seat is new in each run, so nothing was taken before.']),
    ],
    model: [
      '4. The limit to hold the server to. Others: tokenBucket, slidingLog, fixedWindow, capacity, once, lease, turns.',
    ],
    phases: [
      'When who acts on what. `npx turnwise plan SCENARIO` shows it. The margin is longer than a round trip;',
      '`margin: auto` measures it.',
    ],
    rotation: [
      'Two people share a seat in every step, one after the other; a fifth of all is surely refused.',
    ],
    duels: ['Two people at one instant: what finds servers that check first and write later.'],
    thresholds: ['What the run has to keep besides. Take what your users are promised; this is generous.'],
  };
}

export type Commented =
  'head' | 'target' | 'wire' | 'people' | 'model' | 'phases' | 'rotation' | 'duels' | 'thresholds';
