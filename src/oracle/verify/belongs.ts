import { actionLine } from '../../history/action-line.js';
import type { History } from '../../history/history.js';
import type { Charge } from './verify-certificate.js';

/** A hash that grows; handed in, since this room has none. */
export interface Digest {
  update(text: string): void;
  /** In hexadecimal digits. */
  hex(): string;
}

const linesPerUpdate = 512;

/**
 * What tells a history from every other: `sha256:…` over its actions as lines of NDJSON in order of
 * sending, and its events. `digest` has to be a SHA-256 for that name to be true.
 */
export function historyHash(history: History, digest: Digest): string {
  let text = '';
  for (let row = 0; row < history.length; row++) {
    text += `${actionLine(history.actionAt(row))}\n`;
    if (row % linesPerUpdate !== 0) continue;
    digest.update(text);
    text = '';
  }
  digest.update(text);
  for (const event of history.events) digest.update(`${JSON.stringify(event)}\n`);
  return `sha256:${digest.hex()}`;
}

/** Why a certificate was made for something else; `null` when it was made for this. */
export function foreignness({ model, assumptions, certificate, hash }: Charge): string | null {
  const { header } = certificate;
  if (header.history !== hash) return 'the certificate was made for another history';
  if (canonical(header.model) !== canonical({ name: model.name, parameters: model.parameters }))
    return `the certificate was made for another model, ${JSON.stringify(header.model)}`;
  if (canonical(header.assumptions) !== canonical(assumptions))
    return `the certificate was made under other assumptions, ${JSON.stringify(header.assumptions)}`;
  return null;
}

/** JSON with sorted keys: equal texts, equal values. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
