import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import { Problem } from '../../scenario/problem.js';
import type { TlsSettings } from '../../scenario/scenario.js';
import { printable } from '../transport.js';

/** TLS as node:tls takes it. */
export interface TlsOptions {
  /** Replaces the built-in authorities, as `curl --cacert` does. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly rejectUnauthorized: boolean;
}

/**
 * Reads the files that the settings name, once per run.
 *
 * @throws Problem for a file that cannot be read or used, and for half of a client certificate.
 */
export function tlsOptionsOf(settings: TlsSettings): TlsOptions {
  const { caFile, certFile, keyFile, insecure } = settings;
  if ((certFile === null) !== (keyFile === null)) {
    throw new Problem('a client certificate needs both a certificate and a key file');
  }
  const options: TlsOptions = {
    ...(caFile !== null && { ca: read(caFile, 'the certificate authority') }),
    ...(certFile !== null && { cert: read(certFile, 'the client certificate') }),
    ...(keyFile !== null && { key: read(keyFile, "the client certificate's key") }),
    rejectUnauthorized: !insecure,
  };
  check(options, certFile ?? caFile);
  return options;
}

/** The client libraries partly swallow what node:tls says of unusable files, so it is asked here. */
function check(options: TlsOptions, file: string | null): void {
  try {
    createSecureContext(options);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Problem(`not usable for TLS (${printable(why)})`, file === null ? null : { file });
  }
}

function read(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Problem(`${what} cannot be read (${code})`, { file });
  }
}
