/** A piece of GitHub-flavoured Markdown that is complete and escaped. */
export interface Marked {
  readonly marked: string;
}

/** Longer texts are cut: a summary is for reading, and everything stands in report.json. */
const sentenceCharactersMost = 400;
const nameCharactersMost = 60;

/** A sentence as plain text. */
export function sentence(text: string): Marked {
  return plain(cut(text, sentenceCharactersMost));
}

/** A name, or another short text, as plain text. */
export function name(text: string): Marked {
  return plain(cut(text, nameCharactersMost));
}

function cut(text: string, most: number): string {
  const characters = Array.from(text.trim());
  return characters.length <= most ? characters.join('') : `${characters.slice(0, most).join('')}…`;
}

/** What begins a list where a line begins, and what means something wherever it stands, also in a cell. */
const structural = /^[-+=]|(?<=^\d+)[.)](?=\s|$)|[\\`*_[\]<>|&]/u;
/**
 * What GitHub and GitLab make mentions, links, references, emoji or formulas of, after Markdown itself: they look
 * at the text between two elements.
 */
const referring = /[@$#]|[%!](?=[\w"])|~|:(?=\/\/|[\w+-]+:)|(?<=www)\./u;
const either = new RegExp(`(?:${structural.source})|(?<span>${referring.source})`, 'giu');

/**
 * A text on one line that shows as itself: what could be structure is written as a character reference, which
 * never is (CommonMark 0.31, section 2.5), and what could refer to something stands in an element of its own.
 */
function plain(text: string): Marked {
  return {
    marked: text.replace(either, (character, span: string | undefined) =>
      span === undefined ? `&#${character.charCodeAt(0)};` : `<span>${referenceOf(character)}</span>`,
    ),
  };
}

function referenceOf(character: string): string {
  return character === '~' ? '&#126;' : character;
}

/** A template in which every text is filled in as plain text, unless it is Markdown itself. */
export function marked(parts: TemplateStringsArray, ...holes: readonly (string | Marked)[]): Marked {
  const filled = parts.map((part, index) => {
    const hole = holes[index];
    if (hole === undefined) return part;
    return part + (typeof hole === 'string' ? sentence(hole).marked : hole.marked);
  });
  return { marked: filled.join('') };
}

/** A table; nothing where it has no rows. */
export function table(
  titles: readonly (readonly [title: string, align: 'left' | 'right'])[],
  rows: readonly (readonly (string | Marked)[])[],
): readonly string[] {
  if (rows.length === 0) return [];
  return [
    rowOf(titles.map(([title]) => title)),
    rowOf(titles.map(([, align]) => (align === 'left' ? '---' : '---:'))),
    ...rows.map((cells) => rowOf(cells.map((cell) => (typeof cell === 'string' ? name(cell) : cell).marked))),
  ];
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** A list with an entry a line. */
export function list(entries: readonly (string | Marked)[]): readonly string[] {
  return entries.map((entry) => `- ${(typeof entry === 'string' ? sentence(entry) : entry).marked}`);
}

/** A block of code; no text of one line can end it. */
export function code(language: string, text: string): readonly string[] {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/gu), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, text, fence];
}
