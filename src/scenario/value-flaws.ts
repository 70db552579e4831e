import type { Complaint } from './complaint.js';
import { placeholdersIn } from './fields/placeholders.js';
import { quoted } from './fields/say.js';
import { isPlain } from './fields/template.js';
import { suggestion } from './nearest.js';
import { textsIn } from './texts-in.js';

const mark = 'value.';

/** What is wrong with the `${value.NAME}` marks of a wire: a name that is not declared. */
export function valueFlaws(data: Readonly<Record<string, unknown>>): readonly Complaint[] {
  const declared = isPlain(data['values']) ? Object.keys(data['values']) : [];
  return textsIn(data['wire'], ['wire']).flatMap(({ path, text }): Complaint[] => {
    const wrong = placeholdersIn(text).find(
      (name) => name.startsWith(mark) && !declared.includes(name.slice(mark.length)),
    );
    if (wrong === undefined) return [];
    const name = wrong.slice(mark.length);
    const hint =
      declared.length === 0
        ? '; say what it is: values: {' + name + ': {int: [1, 100]}}'
        : suggestion(name, declared);
    return [{ path, about: 'value', text: `names no value of this scenario: ${quoted(name)}${hint}` }];
  });
}
