import type { KeyField } from '../../history/action.js';
import type { History } from '../../history/history.js';

/** What a sentence calls those it is about. */
export interface Words {
  /** Who answers: the key, as far as it is a place. */
  readonly subject: string;
  /** What was answered: the rest of who and where. */
  readonly act: string;
  /** Where nothing had been accepted: the key, after a verb. */
  readonly there: string;
  /** Whose actions are counted: the key as far as it is no place, after a noun; may be empty. */
  readonly whose: string;
  /** What tells this action from others of its key; empty where nothing does. */
  readonly name: string;
}

/** Words for the usual keys; any other key is named by its fields. */
export function wordsOf(history: History, per: readonly KeyField[], row: number): Words {
  const user = textOf(history, 'user', row);
  const resource = textOf(history, 'resource', row);
  const both = { subject: 'the server', act: `${user} on ${resource}` };
  switch ([...per].sort().join('+')) {
    case 'resource':
      return { subject: resource, act: user, there: 'there', whose: '', name: user };
    case 'resource+user':
      return {
        subject: resource,
        act: user,
        there: 'from that user there',
        whose: ` of ${user}`,
        name: '',
      };
    case 'user':
      return {
        ...both,
        there: `from ${user} anywhere`,
        whose: ` of ${user}`,
        name: `on ${resource}`,
      };
    case '':
      return { ...both, there: 'from anybody anywhere', whose: '', name: both.act };
    default: {
      const key = per.map((field) => `${field} ${textOf(history, field, row)}`).join(', ');
      return { ...both, there: `for ${key}`, whose: ` for ${key}`, name: both.act };
    }
  }
}

const lengthMost = 60;

/** Names may come from anywhere: control characters and endless text stay out of sentences. */
export function textOf(history: History, field: KeyField, row: number): string {
  const code = history.codes(field)[row];
  if (code < 0) return `no ${field}`;
  return plainText(history.text(field, code));
}

/** What nearly every name is made of. */
const printable = /^[ -~]*$/;

/** Text from anywhere, without what could disturb a terminal, and not for ever. */
export function plainText(text: string): string {
  if (text.length <= lengthMost && printable.test(text)) return text;
  const plain = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '?');
  return plain.length <= lengthMost ? plain : `${plain.slice(0, lengthMost - 1)}…`;
}
