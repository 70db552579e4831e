/** What a reader sees of a report: its words in a row, and its tables as cells. */
export interface View {
  readonly text: string;
  /** Rows of cells; the titles are the first row. */
  readonly tables: readonly (readonly (readonly string[])[])[];
}

/** Plain text in columns: two blanks or more part them, an empty line ends a table. */
export function terminalView(source: string): View {
  const blocks = source.split(/\n{2,}/u);
  return {
    text: flat(source),
    tables: blocks.map((block) => block.split('\n').map((line) => line.trim().split(/ {2,}/u))),
  };
}

/** Tables with pipes; character references and elements around single characters are what they stand for. */
export function markdownView(source: string): View {
  const plain = decoded(source.replace(/<\/?span>/gu, '').replaceAll('**', ''));
  const blocks = plain
    .split(/\n{2,}/u)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  const cells = (line: string): readonly string[] => line.slice(1, -1).split('|').map(flat);
  return {
    text: flat(plain),
    tables: blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.filter((line) => !/^[|\s:-]+$/u.test(line)).map(cells)),
  };
}

/** What a browser shows without running anything. */
export function htmlView(source: string): View {
  const body = source.replace(/<(script|style|svg|head)\b[\s\S]*?<\/\1>/giu, ' ');
  const tables = [...body.matchAll(/<table[\s\S]*?<\/table>/giu)].map(([table]) =>
    [...table.matchAll(/<tr[\s\S]*?<\/tr>/giu)].map(([row]) =>
      [...row.matchAll(/<t[hd]\b[^>]*>([\s\S]*?)<\/t[hd]>/giu)].map(([, cell = '']) => wordsOf(cell)),
    ),
  );
  return { text: wordsOf(body), tables };
}

function wordsOf(markup: string): string {
  return flat(
    decoded(
      markup.replace(/<\/?(?:strong|b|em|i|span|code|a|mark|small)\b[^>]*>/giu, '').replace(/<[^>]*>/gu, ' '),
    ),
  );
}

function decoded(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' };
  return text
    .replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/gu, (whole, name: string) => names[name] ?? whole);
}

function flat(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
