import { quoted } from '../fields/say.js';
import { didYouMean } from '../nearest.js';
import { Problem, type Place } from '../problem.js';

/** Users as they were read, column by column, and where each of them stands. */
export interface ReadRows {
  readonly columns: Readonly<Record<string, readonly string[]>>;
  readonly count: number;
  /** Where the names of the columns stand. */
  readonly head: Place;
  readonly placeOf: (row: number) => Place;
}

const nameCharsMax = 200;
/** What can stand in `${user.COLUMN}`. */
const columnName = /^[A-Za-z_][\w-]*$/;

/**
 * The first `count` of the users, or all: each with a name of its own. What else is in a row is
 * secret, so it is in no message; of a file without its first line, that holds for the columns too.
 *
 * @throws Problem for too few rows, a column that is missing, a name that is no name or stands there twice.
 */
export function checkedRows(read: ReadRows, count: number | undefined): ReadRows {
  const names = read.columns['name'];
  if (names === undefined) throw new Problem(nameless(Object.keys(read.columns)), read.head);
  Object.keys(read.columns).forEach((column, index) => {
    if (columnName.test(column)) return;
    throw new Problem(`column ${index + 1} needs a name of letters, digits, \`_\` and \`-\``, read.head);
  });
  if (read.count === 0) throw new Problem('holds no users', read.head);
  const many = count ?? read.count;
  if (many > read.count)
    throw new Problem(`holds ${read.count} users, and ${many} are asked for`, { file: read.head.file });
  checkNames(names.slice(0, many), read.placeOf);
  const columns = Object.entries(read.columns).map(([column, values]) => [column, values.slice(0, many)]);
  return { ...read, columns: Object.fromEntries(columns), count: many };
}

function nameless(columns: readonly string[]): string {
  return `has no column \`name\`, which names the users${didYouMean('name', columns).replace('did you mean', 'is it')}`;
}

function checkNames(names: readonly string[], placeOf: (row: number) => Place): void {
  const first = new Map<string, number>();
  for (const [row, name] of names.entries()) {
    const before = first.get(name);
    if (before !== undefined) throw new Problem(repeated(name, placeOf(before)), placeOf(row));
    first.set(name, row);
    if (name === '') throw new Problem('the name is empty', placeOf(row));
    if (name.length > nameCharsMax)
      throw new Problem(`the name is longer than ${nameCharsMax} characters`, placeOf(row));
    if (name.includes('${'))
      throw new Problem('a name in a file is taken as it is and holds no `${...}`', placeOf(row));
  }
}

function repeated(name: string, { line }: Place): string {
  return `repeats the name ${quoted(name)}${line === undefined ? '' : ` of line ${line}`}; names must differ`;
}
