import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { contentTypes, expositionText, samplesOfLive, type Exposition } from '../reporters/index.js';
import type { LiveRun, LiveNumbers } from '../reporters/index.js';
import type { Clock } from '../runtime/clock.js';
import { listenProblem } from './listen-problem.js';

/** The address at which whoever asks is told how a run goes. */
export interface MetricsServer {
  /** Where the metrics are: `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  /** Tells of this run from now on, and goes on to until another one is shown. */
  readonly show: (run: LiveRun, snapshot: () => LiveNumbers) => void;
  /** Ends every connection. Idempotent. */
  readonly close: () => Promise<void>;
}

/** However often it is asked, the numbers are put together no more often than this: the run comes first. */
const freshUs = 500_000;
const path = '/metrics';

/**
 * Serves the live numbers of runs to Prometheus and to people. Nothing is done for it while nobody asks.
 *
 * @throws Problem where the port cannot be had.
 */
export async function metricsServer(port: number, host: string, clock: Clock): Promise<MetricsServer> {
  let shown: { readonly run: LiveRun; readonly snapshot: () => LiveNumbers } | null = null;
  let made: { readonly atUs: number; readonly samples: ReturnType<typeof samplesOfLive> } | null = null;
  const samples = (): ReturnType<typeof samplesOfLive> => {
    if (shown === null) return {};
    const nowUs = clock.nowUs();
    if (made === null || nowUs - made.atUs >= freshUs)
      made = { atUs: nowUs, samples: samplesOfLive(shown.run, shown.snapshot()) };
    return made.samples;
  };
  const server = createServer((request, response) => {
    answer(request, response, (exposition) => expositionText(samples(), exposition));
  });
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    const flags = { port, host, portFlag: '--metrics-port', hostFlag: '--metrics-host' };
    throw listenProblem(error, flags) ?? error;
  }
  const { address, port: taken, family } = server.address() as AddressInfo;
  const name = family === 'IPv6' ? `[${address}]` : address;
  return {
    url: `http://${name}:${taken}${path}`,
    show(run, snapshot) {
      shown = { run, snapshot };
      made = null;
    },
    async close() {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function answer(
  { method = '', url = '', headers }: IncomingMessage,
  response: ServerResponse,
  text: (exposition: Exposition) => string,
): void {
  if (url.split('?', 1)[0] !== path) return refuse(response, 404, `the metrics are at ${path}`);
  if (method !== 'GET' && method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    return refuse(response, 405, 'metrics can only be read');
  }
  const exposition = wantedBy(headers.accept ?? '');
  response.setHeader('content-type', contentTypes[exposition]);
  response.setHeader('cache-control', 'no-store');
  response.end(method === 'HEAD' ? undefined : text(exposition));
}

function refuse(response: ServerResponse, status: number, why: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(`${why}\n`);
}

/** OpenMetrics 1.0 for whoever asks for it, and at least as much as for plain text; else what everybody reads. */
function wantedBy(accept: string): Exposition {
  const wishes = accept.split(',').map((wish) => {
    const [type = '', ...parameters] = wish.split(';').map((part) => part.trim().toLowerCase());
    const valueOf = (name: string): string | undefined =>
      parameters.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    const weight = Number(valueOf('q') ?? 1);
    return { type, version: valueOf('version'), weight: Number.isFinite(weight) ? weight : 0 };
  });
  const weightOf = (isMeant: (wish: (typeof wishes)[number]) => boolean): number =>
    Math.max(0, ...wishes.filter(isMeant).map(({ weight }) => weight));
  const open = weightOf(
    ({ type, version }) =>
      type === 'application/openmetrics-text' && (version === undefined || version === '1.0.0'),
  );
  return open > 0 && open >= weightOf(({ type }) => type === 'text/plain') ? 'openmetrics' : 'prometheus';
}
