/**
 * A strict reader of the XML that reports use: elements, attributes in double quotes, text, numeric
 * references. Throws on everything else, so a file it reads is well-formed.
 */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  readonly text: string;
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const opening = /<([a-z]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/uy;
const closing = /<\/([a-z]+)>/uy;
const words = /[^<]+/uy;

export function readXml(source: string): Element {
  if (!source.startsWith(declaration)) throw new Error('no XML declaration');
  const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(source);
  if (forbidden !== null) throw new Error(`a character XML does not know at ${forbidden.index}`);
  const reader = { source, at: declaration.length };
  const root = readElement(reader);
  if (source.slice(reader.at).trim() !== '') throw new Error('text after the root element');
  return root;
}

interface Reader {
  readonly source: string;
  at: number;
}

function take(reader: Reader, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.source);
  if (found !== null) reader.at += found[0].length;
  return found;
}

function readElement(reader: Reader): Element {
  const head = take(reader, opening);
  if (head === null)
    throw new Error(`no element at ${reader.at}: ${reader.source.slice(reader.at, reader.at + 40)}`);
  const [, name = '', attributeText = '', selfClosing] = head;
  const attributes: Record<string, string> = {};
  for (const [, key = '', value = ''] of attributeText.matchAll(/([a-z]+)="([^"]*)"/gu)) {
    if (key in attributes) throw new Error(`${key} twice`);
    attributes[key] = unescaped(value);
  }
  if (selfClosing === '/') return { name, attributes, children: [], text: '' };
  const children: Element[] = [];
  let text = '';
  for (;;) {
    const end = take(reader, closing);
    if (end !== null) {
      if (end[1] !== name) throw new Error(`</${end[1]}> closes <${name}>`);
      return { name, attributes, children, text };
    }
    const piece = take(reader, words);
    if (piece === null) children.push(readElement(reader));
    else text += unescaped(piece[0]);
  }
}

function unescaped(text: string): string {
  if (/&(?!#\d+;)/u.test(text) || text.includes(']]>')) throw new Error(`not escaped: ${text}`);
  return text.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
}
