import type { Observable } from 'rxjs';
import { Problem } from '../scenario/problem.js';
import { suggestion } from '../scenario/nearest.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Inbound, Outbound, Transport } from '../transports/transport.js';

/** Shows one user's raw traffic and what was made of it: to check a mapping with `--users 1 --steps 2`. */
export interface Tracer {
  /** The same transport, overheard. */
  around(transport: Transport): Transport;
  watch(events: Observable<RunEvent>): void;
}

/** Longer messages are cut in the trace. */
const charactersMax = 2000;

/** @throws Problem when the scenario has no user of that name. */
export function tracer(userName: string, scenario: Scenario, say: (line: string) => void): Tracer {
  const user = scenario.userNames.indexOf(userName);
  if (user < 0) {
    const hint = suggestion(userName, scenario.userNames.slice(0, 1000));
    throw new Problem(`--trace: there is no user '${userName}'${hint}`);
  }
  const line = (mark: string, text: string): void => say(`${userName} ${mark} ${text}`);
  return {
    around: (transport) => overheard(transport, user, line),
    watch: (events) =>
      void events.subscribe((event) => {
        if (event.kind === 'settled' && event.step.user === user) line('=', settledText(event, scenario));
        if (event.kind === 'overdue' && event.step.user === user)
          line('=', `no answer yet to step ${event.step.step}`);
      }),
  };
}

function overheard(
  transport: Transport,
  user: number,
  line: (mark: string, text: string) => void,
): Transport {
  return {
    name: transport.name,
    close: () => transport.close(),
    connect(request, listener) {
      if (request.user !== user) return transport.connect(request, listener);
      line('.', `connects to ${request.url}`);
      const connection = transport.connect(request, {
        opened: () => (line('.', 'connected'), listener.opened()),
        failed: (reason) => (line('.', `not connected: ${reason}`), listener.failed(reason)),
        closed: (reason) => (line('.', `closed: ${reason}`), listener.closed(reason)),
        // The listener first: it reads the clock.
        message: (inbound) => (listener.message(inbound), line('<', frameText(inbound))),
      });
      return {
        get state() {
          return connection.state;
        },
        get bytesIn() {
          return connection.bytesIn;
        },
        get bytesOut() {
          return connection.bytesOut;
        },
        send(frame) {
          const sendId = connection.send(frame);
          line('>', sendId < 0 ? `not sent: ${frameText(frame)}` : frameText(frame));
          return sendId;
        },
        close: () => connection.close(),
      };
    },
  };
}

function settledText(event: Extract<RunEvent, { kind: 'settled' }>, scenario: Scenario): string {
  const { step, outcome, sentAtUs, settledAtUs } = event;
  const resource = scenario.resourceNames[step.resource] ?? '';
  const reason = 'reason' in outcome && outcome.reason !== undefined ? ` (${outcome.reason})` : '';
  const window =
    sentAtUs === null ? 'never left' : `decided within [${sentAtUs}, ${settledAtUs ?? 'open'}] us`;
  return printable(`step ${step.step} on ${resource}: ${outcome.kind}${reason}, ${window}`);
}

function frameText(frame: Inbound | Outbound): string {
  switch (frame.kind) {
    case 'text':
      return printable(frame.text);
    case 'bytes':
      return `${frame.bytes.length} bytes`;
    case 'event':
      return printable(`${frame.event} ${jsonText(frame.args)}`);
    case 'ack':
      return printable(`ack ${jsonText(frame.args)}`);
  }
}

function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '(cannot be shown as JSON)';
  }
}

/** Servers choose these texts: no control characters reach the terminal. */
function printable(text: string): string {
  // eslint-disable-next-line no-control-regex
  const clean = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '·');
  return clean.length > charactersMax
    ? `${clean.slice(0, charactersMax)}… (${clean.length} characters)`
    : clean;
}
