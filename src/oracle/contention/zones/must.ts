import type { Must } from '../search.js';
import type { Asked, MustRules } from './asked.js';

/** Accepts that leave no room come before the room that is left: both can only be where no explanation is. */
export function mustOf(rules: MustRules, asked: Asked): Must | null {
  const because = rules.leaveNoRoom(asked);
  if (because !== null) return { answer: 'reject', because: because.map(({ row }) => row) };
  if (asked.question.isAlone && rules.leavesRoom(asked)) return { answer: 'accept', because: [] };
  return null;
}
