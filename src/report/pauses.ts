import type { History } from '../history/history.js';
import { durationText } from './words.js';

interface Phase {
  readonly name: string;
  firstIntendedUs: number;
  lastIntendedUs: number;
  firstSentUs: number;
  lastSentUs: number;
}

/**
 * Where the generator was so late at the end of a phase that the next one began before every key had
 * recovered, although the plan leaves time for it: one sentence each. Nothing is judged wrong for it,
 * because what counts is when actions really left; but what the next phase expected first may not come.
 *
 * @param recoveryUs how long a key takes to be as good as new.
 */
export function hurriedPhases(history: History, recoveryUs: number): readonly string[] {
  if (!Number.isFinite(recoveryUs)) return [];
  const phases = phasesOf(history);
  return phases.slice(1).flatMap((phase, index) => {
    const before = phases[index];
    if (before === undefined) return [];
    const plannedUs = phase.firstIntendedUs - before.lastIntendedUs;
    const pauseUs = phase.firstSentUs - before.lastSentUs;
    if (plannedUs < recoveryUs || pauseUs >= recoveryUs || !Number.isFinite(pauseUs)) return [];
    const real =
      pauseUs < 0
        ? `began while actions of ${before.name} were still leaving`
        : `began ${durationText(pauseUs)} after the last action of ${before.name} had left`;
    return [
      `the phase ${phase.name} ${real}, and keys take ${durationText(recoveryUs)} to recover: the generator was late, so its first answers may not be decidable`,
    ];
  });
}

/** In order of their first row; rows without a phase are in none. */
function phasesOf(history: History): readonly Phase[] {
  const byCode = new Map<number, Phase>();
  const codes = history.codes('phase');
  for (let row = 0; row < history.length; row++) {
    const code = codes[row] ?? -1;
    const sentUs = history.sentAtUs[row] ?? Number.NaN;
    if (code < 0 || !Number.isFinite(sentUs)) continue;
    const phase = byCode.get(code) ?? emptyPhase(history.text('phase', code));
    byCode.set(code, phase);
    const intendedUs = history.intendedAtUs[row] ?? sentUs;
    phase.firstIntendedUs = Math.min(phase.firstIntendedUs, intendedUs);
    phase.lastIntendedUs = Math.max(phase.lastIntendedUs, intendedUs);
    phase.firstSentUs = Math.min(phase.firstSentUs, sentUs);
    phase.lastSentUs = Math.max(phase.lastSentUs, sentUs);
  }
  return [...byCode.values()].sort((a, b) => a.firstIntendedUs - b.firstIntendedUs);
}

function emptyPhase(name: string): Phase {
  const never = { firstIntendedUs: Infinity, firstSentUs: Infinity };
  return { name, ...never, lastIntendedUs: -Infinity, lastSentUs: -Infinity };
}
