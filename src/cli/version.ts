import { readFileSync } from 'node:fs';
import { release, type } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../report/report.js';
import { packageRoot } from '../scenario/package-root.js';

/** The version of this package. */
export function version(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/**
 * What a run ran on.
 * @param zeroAtMs the wall time of what its times count from; `null`: they are on no wall clock
 */
export function environmentOf(startedAtMs: number, zeroAtMs: number | null = null): Report['environment'] {
  return {
    turnwise: version(),
    node: process.versions.node,
    os: `${type()} ${release()}`,
    startedAt: new Date(startedAtMs).toISOString(),
    zeroAt: zeroAtMs === null ? null : new Date(zeroAtMs).toISOString(),
  };
}
