import type { Complaint } from './complaint.js';
import type { Credentials } from './credentials.js';
import { placeholdersIn } from './fields/placeholders.js';
import { quoted } from './fields/say.js';
import { isPlain } from './fields/template.js';
import { suggestion } from './nearest.js';
import { textsIn } from './texts-in.js';

const mark = 'user.';

/** What is wrong with the `${user.COLUMN}` marks of what users connect with: a column that is not there. */
export function columnFlaws(data: unknown, credentials: Credentials | null): readonly Complaint[] {
  if (!isPlain(data)) return [];
  const columns = Object.keys(credentials?.columns ?? {});
  return textsIn(data['transport'], ['transport']).flatMap(({ path, text }) => {
    const wrong = placeholdersIn(text).find(
      (name) => name.startsWith(mark) && !columns.includes(name.slice(mark.length)),
    );
    return wrong === undefined
      ? []
      : [{ path, about: 'value', text: absentText(wrong, credentials) } as const];
  });
}

function absentText(name: string, credentials: Credentials | null): string {
  const column = name.slice(mark.length);
  if (credentials === null)
    return `wants ${quoted(`\${${name}}`)}, and users have such a thing only when they come from a file or a function: users: {from: users.csv}`;
  return `names a column that the users do not have: ${quoted(column)}${suggestion(column, Object.keys(credentials.columns))}`;
}
