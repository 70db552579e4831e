import { createHash } from 'node:crypto';
import type { Digest } from '../plan/plan.js';

/** SHA-256, handed to the pure rooms. */
export function sha256(): Digest {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), hex: () => hash.digest('hex') };
}
