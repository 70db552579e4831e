/** What is sent and heard in a document. */
export interface Message {
  readonly type: string;
  readonly id?: number;
  readonly key?: string;
  readonly text?: string;
  readonly seq?: number;
  readonly ops?: readonly Message[];
}

/** A client's copy of its document. It believes what it hears: where that is wrong, so is the copy. */
export interface Replica {
  /** An operation has left. */
  sent(operation: Message): void;
  heard(message: Message): void;
  /** What to say when coming back: the number of the last operation; `null`: nothing is known yet. */
  since(): number | null;
  /** What was sent and has not been heard of again. */
  pending(): readonly Message[];
  /** Which document the client has joined; `null`: it is away. */
  live(doc: string | null): void;
  readonly length: number;
  readonly doc: string | null;
}

/** All copies of one run. */
export interface Replicas {
  of(user: string): Replica;
  /** Document by document how long the copies are, of those who are there: the shortest, or the longest. */
  lengths(pick: (...lengths: number[]) => number): Record<string, number>;
}

const runs = new Map<string, Replicas>();

export function replicasOf(run: string): Replicas {
  const known = runs.get(run) ?? newReplicas();
  runs.set(run, known);
  return known;
}

function newReplicas(): Replicas {
  const replicas = new Map<string, Replica>();
  return {
    of(user) {
      const known = replicas.get(user) ?? newReplica();
      replicas.set(user, known);
      return known;
    },
    lengths(pick) {
      const found: Record<string, number> = {};
      for (const { doc, length } of replicas.values())
        if (doc !== null) found[doc] = pick(found[doc] ?? length, length);
      return found;
    },
  };
}

function newReplica(): Replica {
  const outbox = new Map<number, Message>();
  let last: number | null = null;
  let length = 0;
  let joined: string | null = null;
  const add = ({ id, seq = last ?? 0 }: Message): void => {
    if (id !== undefined) outbox.delete(id);
    last = Math.max(last ?? 0, seq);
    length += 1;
  };
  return {
    sent: ({ id, key, text }) => void outbox.set(id ?? 0, { id, key, text, type: 'op' } as Message),
    heard(message) {
      const { type, seq = 0, ops = [] } = message;
      if (type === 'op' || type === 'ack') add(message);
      if (type === 'resumed') for (const operation of ops) add(operation);
      if (type === 'snapshot') length = seq;
      if (type === 'snapshot' || type === 'resumed') last = seq;
    },
    since: () => last,
    pending: () => [...outbox.values()],
    live: (doc) => void (joined = doc),
    get length() {
      return length;
    },
    get doc() {
      return joined;
    },
  };
}
