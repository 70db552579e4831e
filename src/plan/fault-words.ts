import { countText, secondsText } from './durations.js';
import type { PlannedFault } from './plan.js';

/** More faults of one kind than these are told in one line. */
const toldOneByOne = 6;

/** The trouble that a plan makes, in words: one line each, or one for many of a kind. */
export function faultWords(faults: readonly PlannedFault[]): readonly string[] {
  const kinds = [...new Set(faults.map(({ kind }) => kind))];
  return kinds.flatMap((kind) => {
    const same = faults.filter((fault) => fault.kind === kind);
    return same.length > toldOneByOne ? [manyText(same)] : same.map(oneText);
  });
}

function oneText(fault: PlannedFault): string {
  return `fault at ${secondsText(fault.atUs)}: ${deedOf(fault)}`;
}

function manyText(faults: readonly PlannedFault[]): string {
  const [first] = faults;
  const fromUs = faults.reduce((least, { atUs }) => Math.min(least, atUs), first.atUs);
  const toUs = faults.reduce((most, { atUs }) => Math.max(most, atUs), first.atUs);
  return `${faults.length} faults from ${secondsText(fromUs)} to ${secondsText(toUs)}; the first: ${deedOf(first)}`;
}

function deedOf(fault: PlannedFault): string {
  const who = countText(fault.users.length, 'user');
  switch (fault.kind) {
    case 'drop': {
      const how = fault.how === 'cut' ? 'broken off' : 'closed';
      const back =
        fault.backAfterUs === null
          ? 'for good'
          : fault.backAfterUs === 0
            ? 'and opened again at once'
            : `and opened again after ${secondsText(fault.backAfterUs)}`;
      return `connections of ${who} ${how}, ${back}`;
    }
    case 'stall':
      return `${who} ${fault.users.length === 1 ? 'takes' : 'take'} in nothing for ${secondsText(fault.forUs)}`;
    case 'delay':
      return `everything ${secondsText(fault.delayUs)} late for ${secondsText(fault.forUs)}`;
    case 'cut':
      return `no network for ${secondsText(fault.forUs)}, all connections gone`;
    case 'half-open':
      return `a silent network for ${secondsText(fault.forUs)}, all connections open`;
    case 'kill-server':
      return `the server killed, and started again after ${secondsText(fault.forUs)}`;
    case 'stop-redis':
      return `Redis stopped, and started again after ${secondsText(fault.forUs)}`;
  }
}
