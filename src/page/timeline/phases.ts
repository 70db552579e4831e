import type { Actions } from '../../reporters/html/page-data.js';

/** A stretch of the run with a name. */
export interface Band {
  readonly name: string;
  readonly fromUs: number;
  readonly toUs: number;
}

/** From the first send of each phase to its last send or answer, in order of beginning. */
export function phasesOf({ phases, phase, sentAtUs, settledAtUs, count }: Actions): readonly Band[] {
  const from = new Float64Array(phases.length).fill(Infinity);
  const to = new Float64Array(phases.length).fill(-Infinity);
  for (let row = 0; row < count; row++) {
    const code = phase[row];
    if (code < 0) continue;
    const end = settledAtUs[row] === Infinity ? sentAtUs[row] : settledAtUs[row];
    from[code] = Math.min(from[code], sentAtUs[row]);
    to[code] = Math.max(to[code], end);
  }
  return phases
    .map((name, code) => ({ name, fromUs: from[code], toUs: to[code] }))
    .filter(({ fromUs }) => fromUs < Infinity)
    .sort((a, b) => a.fromUs - b.fromUs);
}
