import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** An authority, a server's certificate for loopback and a client's, as text and as files. */
export interface Certificates {
  readonly server: { readonly cert: string; readonly key: string };
  readonly client: { readonly cert: string; readonly key: string };
  readonly certFile: string;
  readonly clientCertFile: string;
  readonly clientKeyFile: string;
}

/** A self-signed server certificate that is its own authority, and a client certificate signed by it. */
export async function makeCertificates(): Promise<Certificates> {
  const made = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    clientCertificate: { cn: 'u7', keyType: 'ec', algorithm: 'sha256' },
    extensions: [
      { name: 'basicConstraints', cA: true },
      { name: 'keyUsage', digitalSignature: true, keyCertSign: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-tls-'));
  const write = (name: string, text: string): string => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const client = { cert: made.clientcert ?? '', key: made.clientprivate ?? '' };
  return {
    server: { cert: made.cert, key: made.private },
    client,
    certFile: write('server.pem', made.cert),
    clientCertFile: write('client.pem', client.cert),
    clientKeyFile: write('client-key.pem', client.key),
  };
}
