import type { Command } from 'commander';
import { Problem } from '../scenario/problem.js';
import type { Clock } from '../runtime/clock.js';
import type { MetricsServer } from './metrics-server.js';
import { wholeNumber } from './options.js';

/** The flags that make the numbers of a run available while it goes on. */
export interface MetricsFlags {
  readonly metricsPort?: string;
  readonly metricsHost?: string;
}

const portMost = 65_535;
const loopback = '127.0.0.1';

/** Adds them to a command. */
export function addMetricsFlags(command: Command): Command {
  return command
    .option(
      '--metrics-port <port>',
      'serve the live numbers to Prometheus here while it runs; 0 takes a free port',
    )
    .option(
      '--metrics-host <host>',
      'on this address of the machine instead of 127.0.0.1, for others to read',
    );
}

/**
 * Starts to listen where the flags say so, and says on stderr where that is; `null` where nobody asked.
 *
 * @throws Problem where the flags make no sense, or the port cannot be had.
 */
export async function metricsFor(
  { metricsPort, metricsHost }: MetricsFlags,
  clock: Clock,
): Promise<MetricsServer | null> {
  if (metricsPort === undefined) {
    if (metricsHost !== undefined) throw new Problem('--metrics-host needs --metrics-port');
    return null;
  }
  const port = wholeNumber('--metrics-port', metricsPort, 0, portMost);
  // Nobody else pays for what it takes to listen.
  const { metricsServer } = await import('./metrics-server.js');
  const server = await metricsServer(port, metricsHost ?? loopback, clock);
  process.stderr.write(`metrics at ${server.url}\n`);
  if (metricsHost !== undefined && !isLoopback(metricsHost))
    process.stderr.write(
      'warning: whoever reaches this address can read the metrics; nothing asks for a password\n',
    );
  return server;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}
