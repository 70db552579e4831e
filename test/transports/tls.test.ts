import { writeFileSync } from 'node:fs';
import type { ServerOptions } from 'node:https';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { transportOf } from '../../src/transports/index.js';
import { Problem } from '../../src/scenario/problem.js';
import type { TlsSettings } from '../../src/scenario/scenario.js';
import { makeCertificates, type Certificates } from './certificates.js';
import { recorder, requestTo, type Recorder } from './recorder.js';
import { plainTls, socketIoSettings, socketIoStand, wsSettings, wsStand } from './stand.js';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

let certificates: Certificates;
beforeAll(async () => {
  certificates = await makeCertificates();
});

const standOf = {
  ws: (tls: ServerOptions) => wsStand({ tls }),
  'socket-io': (tls: ServerOptions) => socketIoStand({ tls }),
  polling: (tls: ServerOptions) => socketIoStand({ tls }),
};
const settingsOf = {
  ws: wsSettings,
  'socket-io': socketIoSettings,
  polling: { ...socketIoSettings, transports: ['polling'] as const },
};

/** Opens one connection and asks one question. */
async function attempt(
  kind: keyof typeof standOf,
  server: ServerOptions,
  tls: TlsSettings,
): Promise<Recorder> {
  const stand = await standOf[kind](server);
  const transport = transportOf({ ...settingsOf[kind], tls });
  cleanups.push(
    () => stand.close(),
    () => transport.close(),
  );
  const listener = recorder();
  const connection = transport.connect(requestTo(stand.url), listener);
  await listener.until(() => listener.log.length > 0);
  if (connection.send(stand.ask('hello')) >= 0) await listener.until(() => listener.log.length > 1);
  return listener;
}

describe.each(['ws', 'socket-io', 'polling'] as const)('TLS: %s', (kind) => {
  it('refuses a certificate that nobody vouches for', async () => {
    const { log } = await attempt(kind, certificates.server, plainTls);
    expect(log).toEqual([
      expect.stringMatching(/^failed: certificate not trusted \(self-signed certificate\)/),
    ]);
  });

  it('takes it with its authority', async () => {
    const tls = { ...plainTls, caFile: certificates.certFile };
    const { log } = await attempt(kind, certificates.server, tls);
    expect(log).toEqual(['opened', 'message']);
  });

  it('takes it when told not to look', async () => {
    const { log } = await attempt(kind, certificates.server, { ...plainTls, insecure: true });
    expect(log).toEqual(['opened', 'message']);
  });

  it('shows a client certificate where one is asked for', async () => {
    const asking = { ...certificates.server, requestCert: true, ca: certificates.server.cert };
    const tls = {
      ...plainTls,
      caFile: certificates.certFile,
      certFile: certificates.clientCertFile,
      keyFile: certificates.clientKeyFile,
    };
    const { log } = await attempt(kind, asking, tls);
    expect(log).toEqual(['opened', 'message']);
    const without = await attempt(kind, asking, { ...tls, certFile: null, keyFile: null });
    expect(without.log).toEqual([
      expect.stringMatching(
        /^failed: (the server wants a client certificate|connection reset|socket hang up)/,
      ),
    ]);
  });

  it('names the file that cannot be read', () => {
    const absent = { ...plainTls, caFile: '/nowhere/ca.pem' };
    expect(() => transportOf({ ...settingsOf[kind], tls: absent })).toThrow(Problem);
    expect(() => transportOf({ ...settingsOf[kind], tls: absent })).toThrow(
      '/nowhere/ca.pem: the certificate authority cannot be read (ENOENT)',
    );
    const half = { ...plainTls, certFile: certificates.clientCertFile };
    expect(() => transportOf({ ...settingsOf[kind], tls: half })).toThrow(Problem);
  });

  it('names the file that is no certificate', () => {
    const file = `${certificates.certFile}.txt`;
    writeFileSync(file, 'not a certificate');
    const tls = { ...plainTls, certFile: file, keyFile: file };
    expect(() => transportOf({ ...settingsOf[kind], tls })).toThrow(Problem);
    expect(() => transportOf({ ...settingsOf[kind], tls })).toThrow(`${file}: not usable for TLS`);
  });
});
