import { closeSync, fsyncSync, openSync, writeFileSync } from 'node:fs';
import type { Observable } from 'rxjs';
import { journalWriter, saidOf, type JournalEntry } from '../history/journal.js';
import type { RunEvent } from './events.js';
import type { Names } from './recorder.js';

/** The history on disk as it happens. */
export interface JournalFile {
  watch(events: Observable<RunEvent>): void;
  /** Writes what is left and closes the file. Idempotent. */
  close(): void;
}

/** A killed process loses at most this much; the judge treats it as unknown. */
const flushEveryMs = 500;

/** By count, batches end where the run says and not where a clock does: the same run writes the same bytes. */
const flushEveryEntries = 20_000;

/**
 * Writes a run's events to an Arrow stream, half a second behind, or every so many entries. Sends are written as well as
 * answers, so that after a crash every action that may have reached the server is known of.
 */
export function journalFile(
  path: string,
  names: Names,
  pace: 'by-time' | 'by-count' = 'by-time',
): JournalFile {
  const file = openSync(path, 'w');
  const writer = journalWriter();
  const write = (bytes: Uint8Array | null): void => {
    // Unlike `writeSync` this goes on until all is written; a gap would make the rest unreadable.
    if (bytes !== null) writeFileSync(file, bytes);
  };
  const byCount = pace === 'by-count';
  const timer = byCount ? undefined : setInterval(() => write(writer.flush()), flushEveryMs);
  let closed = false;
  return {
    watch(events) {
      const entryOf = entriesOf(names);
      events.subscribe((event) => {
        const entry = entryOf(event);
        if (entry === null) return;
        writer.append(entry);
        if (byCount && writer.pending >= flushEveryEntries) write(writer.flush());
      });
    },
    close() {
      if (closed) return;
      closed = true;
      clearInterval(timer);
      write(writer.end());
      fsyncSync(file);
      closeSync(file);
    },
  };
}

/** What the journal says of each event of a run. */
function entriesOf(names: Names): (event: RunEvent) => JournalEntry | null {
  let originUs = 0;
  return (event) => {
    switch (event.kind) {
      case 'started':
        originUs = event.originUs;
        return null;
      case 'received': {
        const { action: id, connection, atUs: settledAtUs, room } = event;
        const arrived = { entry: 'received', id, connection, settledAtUs } as const;
        return room === null ? arrived : { ...arrived, value: room };
      }
      case 'measured':
        return null;
      case 'event':
        return { entry: 'event', event: event.event };
      case 'overdue':
        return { entry: 'overdue', id: event.step.id };
      case 'sent':
        return { entry: 'sent', ...planned(event), sentAtUs: event.sentAtUs };
      case 'settled': {
        const said = saidOf(event.outcome);
        if (event.sentAtUs === null) return { entry: 'dropped', ...planned(event), ...said };
        return { entry: 'settled', id: event.step.id, settledAtUs: event.settledAtUs, ...said };
      }
    }
  };

  function planned({ step, connection }: Extract<RunEvent, { kind: 'sent' | 'settled' }>) {
    return {
      id: step.id,
      user: names.users[step.user] ?? '',
      resource: names.resources[step.resource] ?? '',
      step: step.step,
      intendedAtUs: originUs + step.intendedAtUs,
      phase: names.phases[step.phase] ?? '',
      ...(step.action === undefined ? {} : { action: step.action }),
      ...(names.groups === undefined ? {} : { group: names.groups[step.user] ?? '' }),
      ...(connection === '' ? {} : { connection }),
    };
  }
}
