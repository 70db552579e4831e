import type { WebSocket } from 'ws';

/** What a client wants added. */
export interface Operation {
  /** The client's own number of it, for the answer. */
  readonly id: number;
  /** The client's name for it: no two operations of a document share one, whoever they are from. */
  readonly key: string;
  readonly text: string;
}

/** An operation with its place in the document: 1, 2, 3, ... */
export interface Written extends Operation {
  readonly seq: number;
}

export interface DocumentsOptions {
  /** Operations are written down together, so long after the first of them came. */
  readonly commitMs: number;
  readonly bug: string | null;
  /** Called for each operation that is in, in order. */
  readonly tell: (doc: string, written: Written, author: WebSocket | null) => void;
}

export interface Documents {
  /** An operation goes into the next commit of its document; one that is known already does not. */
  submit(doc: string, operation: Operation, author: WebSocket | null): void;
  /** What somebody needs who begins to read, or who comes back: everything, or what it has missed. */
  join(reader: {
    readonly doc: string;
    readonly since: number | null;
    readonly pending: readonly Operation[];
  }): object;
  /** Somebody's connection is gone. */
  gone(author: WebSocket | null): void;
  /** How many operations each document has, and its text. */
  summary(): Readonly<Record<string, { readonly operations: number; readonly text: string }>>;
  close(): void;
}

interface Document {
  readonly written: Written[];
  readonly keys: Set<string>;
  waiting: { readonly operation: Operation; readonly author: WebSocket | null }[];
  timer: NodeJS.Timeout | undefined;
}

/** The documents of one process, in its memory. */
export function documentsOf({ commitMs, bug, tell }: DocumentsOptions): Documents {
  const documents = new Map<string, Document>();
  const documentOf = (doc: string): Document => {
    const known = documents.get(doc) ?? { written: [], keys: new Set(), waiting: [], timer: undefined };
    documents.set(doc, known);
    return known;
  };

  const commit = (doc: string): void => {
    const document = documentOf(doc);
    clearTimeout(document.timer);
    document.timer = undefined;
    const { waiting } = document;
    document.waiting = [];
    for (const { operation, author } of waiting) {
      const written = { ...operation, seq: document.written.length + 1 };
      document.written.push(written);
      tell(doc, written, author);
    }
  };

  const submit: Documents['submit'] = (doc, operation, author) => {
    const document = documentOf(doc);
    if (document.keys.has(operation.key) && bug !== 'applied-twice') return;
    document.keys.add(operation.key);
    document.waiting.push({ operation, author });
    document.timer ??= setTimeout(() => commit(doc), commitMs);
  };

  return {
    submit,
    join({ doc, since, pending }) {
      for (const operation of pending) submit(doc, operation, null);
      // Whoever joins sees what is written down, so nothing may be on its way meanwhile.
      commit(doc);
      const { written } = documentOf(doc);
      const seq = written.length;
      if (since === null)
        return { type: 'snapshot', doc, seq, text: written.map(({ text }) => text).join('') };
      return {
        type: 'resumed',
        doc,
        seq,
        ops: written.slice(bug === 'resume-off-by-one' ? since + 1 : since),
      };
    },
    gone(author) {
      if (bug !== 'lost-on-reconnect') return;
      for (const document of documents.values())
        document.waiting = document.waiting.filter((one) => one.author !== author);
    },
    summary: () =>
      Object.fromEntries(
        [...documents].map(([doc, { written }]) => [
          doc,
          { operations: written.length, text: written.map(({ text }) => text).join('') },
        ]),
      ),
    close() {
      for (const { timer } of documents.values()) clearTimeout(timer);
    },
  };
}
