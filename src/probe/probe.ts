import type { Probe, ProbeSpec } from './contract.js';

/** A probe that has not asked anything yet. Everything it asks follows from the spec and the answers. */
export function probeOf(_spec: ProbeSpec): Probe {
  throw new RangeError('there is no probe yet');
}
