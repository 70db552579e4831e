import { quoted } from '../fields/say.js';

/** An error of the YAML parser: its code, its sentence, and from where to where in the text. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** What is wrong, in words for people who do not know the inside of YAML. */
export function syntaxText(fault: SyntaxFault, text: string): string {
  const piece = text.slice(...fault.pos).split('\n')[0] ?? '';
  switch (fault.code) {
    case 'DUPLICATE_KEY':
      return `the key ${quoted(/^["']?([^\s:,"']+)/.exec(text.slice(fault.pos[0]))?.[1] ?? piece)} stands here twice`;
    case 'MULTIPLE_DOCS':
      return 'one file holds one scenario, but a second document starts here';
    case 'TAB_AS_INDENT':
      return 'YAML is indented with spaces, not with tabs';
    case 'TAG_RESOLVE_FAILED':
      return `YAML tags such as ${quoted(piece)} are not used here`;
    case 'NON_STRING_KEY':
      return `keys are text here; put quotes around ${quoted(piece)}`;
    case 'RESOURCE_EXHAUSTION':
      return 'this is nested far too deeply';
    default:
      return spaceMissing(text, fault.pos[0]) ?? `not valid YAML: ${fault.message}${hintOf(fault, text)}`;
  }
}

/** `users:12` is one word to YAML, and what it says about that helps nobody. */
function spaceMissing(text: string, offset: number): string | null {
  const [, key] = /^(?:\s|- )*([\w-]+:)[^\s/]/.exec(lineAt(text, offset)) ?? [];
  return key === undefined ? null : `a space is missing after ${quoted(key)}`;
}

function hintOf({ code, pos }: SyntaxFault, text: string): string {
  const line = lineAt(text, pos[0]);
  const outsideQuotes = line.replaceAll(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
  if (outsideQuotes.includes('${')) return '; put texts with ${...} in quotes';
  const isOneKey = /^(?:\s|- )*[^\s:]+:\s[^:]*$/.test(outsideQuotes);
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && isOneKey)
    return '; this key has its value already, but the next line is indented below it';
  return '';
}

function lineAt(text: string, offset: number): string {
  const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start).split('\n')[0] ?? '';
}
