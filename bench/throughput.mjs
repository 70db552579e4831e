/**
 * Acknowledged actions a second and CPU per action, everything on, beside a bare client loop on the same
 * server in the same run. The bare loops are closed (1 and 32 in flight on each of 50 connections);
 * turnwise is an open loop, so it is offered shares of what the busier bare loop reached.
 */
import { benchFile, echoServer, ms, turnwise, ways } from './children.mjs';
import { jsonOf } from './children.mjs';

const connections = 50;
const seconds = Number(process.argv[2] ?? 8);
const bareFiles = { ws: 'bare-ws.mjs', 'socket.io': 'bare-socket-io.mjs' };

for (const [name, way] of Object.entries(ways)) {
  const server = await echoServer();
  process.stdout.write(`${name}, ${connections} connections\n`);
  try {
    const bare = [];
    for (const inFlight of [1, 32]) {
      const args = [benchFile(bareFiles[name]), server.url, '--in-flight', inFlight, '--seconds', seconds];
      const { acked, seconds: took, cpuUs } = await jsonOf(args.map(String));
      bare.push({ rate: acked / took, cpu: cpuUs / acked });
      line(`bare, ${inFlight} in flight`, acked / took, cpuUs / acked);
    }
    const best = bare[1];
    for (const share of [0.4, 0.6, 0.8, 0.9]) {
      const everyUs = Math.max(1, Math.round((connections / (best.rate * share)) * 1e6));
      const report = await turnwise({
        name: `throughput-${name}`,
        target: way.urlOf(server.url),
        transport: way.transport,
        wire: way.wire,
        users: connections,
        resources: connections,
        model: { cooldown: { per: 'user', every: '1us' } },
        strategy: 'dedicated',
        pacing: { fixed: { every: `${everyUs}us`, spread: true } },
        steps: Math.floor((seconds * 1e6) / everyUs),
        timeout: '30s',
      });
      const acked = report.actions.accepted;
      const took = tookSeconds(report);
      const cpu = report.harness.cpuUs / acked;
      const p99 = `late p99 ${ms(report.harness.lateness.p99Us)}`;
      line(`turnwise, offered ${share.toFixed(1)} of it`, acked / took, cpu, best, p99);
    }
  } finally {
    server.stop();
  }
}

/** From the first send to the last answer. */
function tookSeconds(report) {
  return (report.plan.durationUs + (report.latency.response.maxUs ?? 0)) / 1e6;
}

function line(what, rate, cpuUsPerAction, best, more = '') {
  const ratio =
    best === undefined
      ? ''
      : `  ${(rate / best.rate).toFixed(2)} of its rate, ${(cpuUsPerAction / best.cpu).toFixed(2)} of its CPU`;
  const cpu = `${((cpuUsPerAction * 1e5) / 1e6).toFixed(2)} CPU s per 100 000`;
  process.stdout.write(
    `  ${what.padEnd(28)} ${Math.round(rate).toString().padStart(7)} a second  ${cpu}${ratio}  ${more}\n`,
  );
}
