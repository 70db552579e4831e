import { writeFileSync } from 'node:fs';
import { pooledVerdictOf, type Repeats } from '../report/repeats.js';
import { jsonText } from '../reporters/index.js';

/** Where all plays of a series come from. Secrets are already out. */
export interface RepeatsOrigin {
  /** The command that repeats them all. */
  readonly command: string;
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly seed: string | null;
}

/** Beside the folder of the first play, so that it stands next to those of the others. */
export function repeatsFile(firstFolder: string): string {
  return `${firstFolder}.repeats.json`;
}

/** Writes down the plays so far. `null` means undefined; keys are stable. */
export function writeRepeats(file: string, origin: RepeatsOrigin, repeats: Repeats): void {
  const { command, scenario, seed } = origin;
  const { verdict, reasons } = pooledVerdictOf(repeats);
  writeFileSync(file, jsonText({ schemaVersion: 1, verdict, reasons, command, scenario, seed, repeats }));
}
