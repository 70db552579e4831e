import type { Observable } from 'rxjs';
import { Problem } from '../scenario/problem.js';
import { suggestion } from '../scenario/nearest.js';
import type { Clock } from '../runtime/clock.js';
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
export function tracer(
  userName: string,
  scenario: Scenario,
  clock: Clock,
  say: (line: string) => void,
): Tracer {
  const user = scenario.userNames.indexOf(userName);
  if (user < 0) {
    const hint = suggestion(userName, scenario.userNames.slice(0, 1000));
    throw new Problem(`--trace: there is no user '${userName}'${hint}`);
  }
  // The run's times are on its clock, which started when the program did.
  let originUs: number | null = null;
  const nowUs = (): number => clock.nowUs();
  const line: Line = (mark, text, atUs = nowUs()) => {
    const at = originUs === null ? 'before' : `${msText(atUs, originUs)} ms`;
    say(`${at.padStart(timeCharacters)} ${userName} ${mark} ${text}`);
  };
  const decoded = behindAnswers(line);
  return {
    around: (transport) => overheard(transport, { user, nowUs, line, decoded }),
    watch: (events) =>
      void events.subscribe((event) => {
        if (event.kind === 'started') originUs = event.originUs;
        if (event.kind === 'settled' && event.step.user === user)
          decoded.say(settledText(event, scenario, originUs ?? 0));
        if (event.kind === 'overdue' && event.step.user === user)
          decoded.say(`no answer yet to step ${event.step.step}`);
      }),
  };
}

/** Says one line, of now unless it is of another time. */
type Line = (mark: string, text: string, atUs?: number) => void;

interface Ear {
  readonly user: number;
  readonly nowUs: () => number;
  readonly line: Line;
  readonly decoded: Decoded;
}

/** Wide enough for an hour in milliseconds with three decimals and its unit. */
const timeCharacters = 14;

/** What was made of the answers: the listener decodes an answer before the raw one is shown, so it waits. */
interface Decoded {
  say(text: string): void;
  /** Runs `listen`, then `show`, and only then says what was decoded meanwhile. */
  during(listen: () => void, show: () => void): void;
}

function behindAnswers(line: Line): Decoded {
  let waiting: string[] | null = null;
  return {
    say: (text) => (waiting === null ? line('=', text) : void waiting.push(text)),
    during(listen, show) {
      const texts: string[] = (waiting = []);
      try {
        listen();
      } finally {
        waiting = null;
        show();
        for (const text of texts) line('=', text);
      }
    },
  };
}

function msText(us: number, originUs: number): string {
  return ((us - originUs) / 1000).toFixed(3);
}

function overheard(transport: Transport, { user, nowUs, line, decoded }: Ear): Transport {
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
        // The listener before anything that takes time: it ends the window.
        message: (inbound) => {
          const atUs = nowUs();
          decoded.during(
            () => listener.message(inbound),
            () => line('<', frameText(inbound), atUs),
          );
        },
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
          const atUs = nowUs();
          const sendId = connection.send(frame);
          line('>', sendId < 0 ? `not sent: ${frameText(frame)}` : frameText(frame), atUs);
          return sendId;
        },
        ping: (pong) => connection.ping?.(pong) ?? false,
        close: () => connection.close(),
        cut: () => {
          line('.', 'cuts the connection off');
          return connection.cut();
        },
        stall: (stalled) => {
          line('.', stalled ? 'stops taking in what arrives' : 'takes in again what arrives');
          connection.stall(stalled);
        },
      };
    },
  };
}

function settledText(
  event: Extract<RunEvent, { kind: 'settled' }>,
  scenario: Scenario,
  originUs: number,
): string {
  const { step, outcome, sentAtUs, settledAtUs } = event;
  const resource = scenario.resourceNames[step.resource] ?? '';
  const reason = 'reason' in outcome && outcome.reason !== undefined ? ` (${outcome.reason})` : '';
  const window =
    sentAtUs === null
      ? 'never left'
      : `decided within [${msText(sentAtUs, originUs)}, ${settledAtUs === null ? 'open' : msText(settledAtUs, originUs)}] ms`;
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
