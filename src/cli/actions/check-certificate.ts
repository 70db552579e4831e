import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { certificateOf } from '../../oracle/certificate.js';
import { historyHash } from '../../oracle/verify/belongs.js';
import { certificateFrom, certificateLines } from '../../oracle/verify/certificate-lines.js';
import type { Certificate, GivenUp } from '../../oracle/verify/claims.js';
import type { Assumptions } from '../../models/assumptions.js';
import { Problem } from '../../scenario/problem.js';
import { sha256 } from '../../playing/sha256.js';
import type { StoredRun } from '../stored-run.js';

const chunkCharacters = 1 << 16;
const sharesSaid = 10;
const keysUnsaid = 1000;

/** Writes a certificate of a history; returns what became of it, in a line. */
export function writeCertificate(
  path: string,
  { model, history }: StoredRun,
  assumptions: Assumptions,
  say: (line: string) => void,
): string {
  let said = 0;
  const certificate = certificateOf({
    model,
    history,
    assumptions,
    hash: historyHash(history, sha256()),
    progress(done, of) {
      const share = Math.floor((done * sharesSaid) / of);
      if (of < keysUnsaid || share === said) return;
      said = share;
      say(`certificate: ${done} of ${of} keys`);
    },
  });
  writeLines(path, certificateLines(certificate));
  const without = certificate.claims.filter((claim) => claim.kind === 'without');
  return `certificate: ${path}, ${certificate.header.actions} actions${withoutText(without)}`;
}

/** Reads one again. @throws Problem when it is none. */
export function readCertificate(path: string): Certificate {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Problem('there is no such certificate; `check --certificate` writes one', { file: path });
  }
  try {
    return certificateFrom(text.split('\n'));
  } catch (error) {
    if (error instanceof RangeError) throw new Problem(error.message, { file: path });
    throw error;
  }
}

/** The keys without instants, and why the first of them has none. */
export function withoutText(without: readonly GivenUp[]): string {
  if (without.length === 0) return '';
  const [{ key, without: why }] = without;
  return `; without instants: ${without.length} ${without.length === 1 ? 'key' : 'keys'} (${JSON.stringify(key)}: ${why})`;
}

/** Piece by piece, so that a certificate of millions of lines takes no memory. */
function writeLines(path: string, lines: Iterable<string>): void {
  let file: number;
  try {
    file = openSync(path, 'w');
  } catch (error) {
    throw new Problem(`--certificate: cannot be written: ${(error as Error).message}`, { file: path });
  }
  try {
    let text = '';
    for (const line of lines) {
      text += `${line}\n`;
      if (text.length < chunkCharacters) continue;
      writeFileSync(file, text);
      text = '';
    }
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}
