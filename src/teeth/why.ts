import type { Bug } from '../behaviours/behaviour.js';
import { countText, durationText, plural, shareText } from '../report/words.js';
import type { Shown } from './shown.js';
import type { Trial } from './mutation-report.js';

/**
 * Why a mutant survived: whether it ever answered otherwise than the correct server, which is known in a
 * simulation, and what the plan lacks that would make it.
 */
export function whySurvived(bug: Bug, trials: readonly Trial[], shown: Shown): string {
  const strays = trials.reduce((sum, { strayed }) => sum + (strayed ?? 0), 0);
  if (trials.every(({ strayed }) => strayed === null)) return `nothing was proven: ${lackOf(bug, shown)}`;
  if (strays === 0) return `it answered as the correct server does, every time: ${lackOf(bug, shown)}`;
  const answers = strays === 1 ? 'one answer was' : `${countText(strays)} answers were`;
  return `${answers} wrong, and each of them could have been right: ${undecidedOf(shown)}`;
}

/** What there is of what shows a bug, in numbers. */
function lackOf({ needs, shows }: Bug, shown: Shown): string {
  const { users, kinds, keys, meetings, cuts, restarts } = shown;
  switch (needs) {
    case 'early':
      return earlyText(shown);
    case 'late':
      return lateText(shown);
    case 'refused':
      return shown.refused === 0
        ? 'nothing was refused'
        : `${plural(shown.afterRefusals, 'accept')} came after a refusal on the same key, ${shown.lateUs === null ? 'none of them soon' : `the soonest ${durationText(shown.lateUs)} after there was room`}`;
    case 'burst':
      return shown.refused === 0
        ? `nothing was ever refused: at most ${plural(shown.actionsOnKey, 'action')} came on one key`
        : `something was refused on ${countText(shown.usedUp)} of ${plural(keys, 'key')}; it shows with ${shows}`;
    case 'others':
      return shown.usersOnKey <= 1
        ? 'no two users ever act on one key'
        : `up to ${plural(shown.usersOnKey, 'user')} act on one key; it shows with ${shows}`;
    case 'kinds':
      return kinds.length <= 1
        ? `all actions are of one kind (${kinds[0] ?? 'act'})`
        : `the kinds are ${kinds.join(', ')}; it shows with ${shows}`;
    case 'meeting':
      return meetings === 0
        ? 'no two actions ever met on one free key'
        : `${plural(meetings, 'pair')} of actions met on one free key, none of them near enough`;
    case 'nodes':
      return `two processes were asked by ${plural(users, 'user')}; it shows with ${shows}`;
    case 'reconnect':
      return cuts === 0
        ? 'nobody ever lost the connection and came back'
        : `connections were cut ${times(cuts)}; it shows with ${shows}`;
    case 'restart':
      return restarts === 0
        ? 'the server was never started again'
        : `the server was started again ${times(restarts)}; it shows with ${shows}`;
    case 'keys':
      return `only ${plural(keys, 'key')} were used; it shows with ${shows}`;
    case 'exact-time':
      return 'only who knows its clock exactly can tell';
  }
}

function earlyText({ refused, earlyUs }: Shown): string {
  if (refused === 0) return 'nothing was tried while it has to refuse';
  if (earlyUs === null) return 'what was refused would never have had room by waiting';
  return `the refused attempt that was nearest to having room came ${durationText(earlyUs)} before it`;
}

function lateText({ lateUs }: Shown): string {
  if (lateUs === null) return 'nothing was tried on a key that had room again after being used up';
  return `the attempt that came soonest after there was room again came ${durationText(lateUs)} after it`;
}

/** Why wrong answers could not be told from right ones. */
function undecidedOf({ resolution }: Shown): string {
  return resolution === null
    ? 'nothing was answered'
    : `the server may have decided at any instant of the round trip, and of all answers ${shareText(resolution)} could be decided`;
}

/** What shows a bug of which no simulation could find it: what is said where nothing else is known. */
export function needText({ needs, shows }: Bug): string {
  const live = needs === 'reconnect' ? ' (connections are only cut in a simulation)' : '';
  return `it takes ${shows}${live}`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${countText(count)} times`;
}
