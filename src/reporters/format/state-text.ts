import type { StateReport } from '../../report/state-report.js';
import { countText, plural } from '../../report/words.js';

/** One check in a line: how often it was read, what was compared, and how it came out. */
export function stateCheckText(check: StateReport['checks'][number]): string {
  const { name, readings, unread, unreadBecause, compared, exact, strangers, doubt, violations } = check;
  const failed = unread === 0 ? '' : `, ${plural(unread, 'reading')} failed (${unreadBecause ?? ''})`;
  if (readings === 0) return `${name}: never read${failed}`;
  const read = `${name}: read ${readings === 1 ? 'once' : plural(readings, 'time')}${failed}`;
  if (doubt !== null) return `${read}; not judged: ${doubt}`;
  const others = strangers === 0 ? '' : `; ${plural(strangers, 'other')} that no action was about`;
  const sharp = exact === compared ? '' : `, ${countText(exact)} to the exact value`;
  const right = violations === 0 ? 'all as they must be' : `${countText(violations)} wrong`;
  return `${read}, ${plural(compared, 'value')} compared${sharp}: ${right}${others}`;
}
