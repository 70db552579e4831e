import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, type TestContext } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { turnwise } from '../cli/inside.js';
import { scratch } from '../cli/turnwise.js';
import { makeCertificates, type Certificates } from '../transports/certificates.js';
import { cooldownOf, startTestServer, type Kind } from './servers.js';

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

const wires: Readonly<Record<Kind, string>> = {
  'socket-io': 'event-ack: {event: vote, payload: {user: "${user}", resource: "${resource}"}',
  ws: 'json-id: {payload: {id: "${id}", user: "${user}", resource: "${resource}"}',
};

function scenarioFile(kind: Kind): string {
  const file = join(scratch, `tls-${kind}.yaml`);
  writeFileSync(
    file,
    `name: tls-${kind}
transport: ${kind}
wire: {${wires[kind]}, accepted: {ok: true}, rejected: {ok: false, error: cooldown}}}
users: 4
resources: {count: 2, name: 'r\${index}-\${run}'}
steps: 3
timeout: 1s
connect: {over: 20ms, timeout: 3s, reconnectAfter: 100ms}
model: {cooldown: {per: resource, every: 300ms}}
pacing: {cooldownAware: {margin: 120ms, rejects: 0.4}}
`,
  );
  return file;
}

const loud = 'INSECURE: the certificate of the server was not checked';

describe.each(['socket-io', 'ws'] as const)(
  'a server with a certificate of its own making over %s',
  (kind) => {
    const run = async (onTestFinished: TestContext['onTestFinished'], out: string, ...flags: string[]) => {
      const decide = cooldownOf(300);
      const farEnd = (
        vote: Parameters<typeof decide>[0],
        { answer }: { readonly answer: (body: unknown) => void },
      ): void => answer(decide(vote));
      const server = await startTestServer(kind, farEnd, { tls: certificates.server });
      onTestFinished(() => server.close());
      const ended = await turnwise([
        'run',
        scenarioFile(kind),
        '--target',
        server.url,
        '--out',
        out,
        ...flags,
      ]);
      const report = JSON.parse(readFileSync(join(scratch, out, 'latest/report.json'), 'utf8')) as Report;
      return { ...ended, report };
    };

    test.concurrent('nobody gets in unless the authority is named', async ({ onTestFinished }) => {
      const { code, stdout, report } = await run(onTestFinished, `${kind}-unknown`);
      expect(code).toBe(2);
      const { attempted, opened, failed } = report.connections;
      // Four users; who was refused early may have tried again before everybody had.
      expect({ opened, failed }).toEqual({ opened: 0, failed: attempted });
      expect(failed).toBeGreaterThanOrEqual(4);
      expect(report.reasons.join()).toMatch(/nobody could connect; most often: certificate not trusted/);
      expect(stdout).toContain('certificate not trusted');
    });

    test.concurrent('--ca lets everybody in', async ({ onTestFinished }) => {
      const { code, stdout, report } = await run(onTestFinished, `${kind}-ca`, '--ca', certificates.certFile);
      expect(code, stdout).toBe(0);
      expect(report).toMatchObject({ verdict: 'pass', connections: { opened: 4, failed: 0 } });
      expect(stdout).not.toContain('INSECURE');
    });

    test.concurrent(
      '--insecure does too, and the report says so before anything else',
      async ({ onTestFinished }) => {
        const { code, stdout, report } = await run(onTestFinished, `${kind}-insecure`, '--insecure');
        expect(code, stdout).toBe(0);
        expect(report.notes[0]).toBe(loud);
        const lines = stdout.split('\n');
        const [verdict, note] = [
          lines.findIndex((line) => /^\W*PASS/.test(line)),
          lines.findIndex((line) => line.includes(loud)),
        ];
        expect(note, stdout).toBeGreaterThanOrEqual(0);
        expect(Math.abs(note - verdict), stdout).toBeLessThanOrEqual(4);
        expect(note).toBeLessThan(lines.findIndex((line) => line.includes('response')));
      },
    );
  },
);
