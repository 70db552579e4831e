import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  visit,
  type Alias,
} from 'yaml';
import type { Path } from '../complaint.js';
import { quoted } from '../fields/say.js';
import { Problem, type Place } from '../problem.js';
import { problemOf } from '../problems.js';
import type { Source } from '../source.js';

/** As many syntax errors as help; the rest mostly follow from the first. */
const errorsShown = 5;

/**
 * Reads YAML or JSON text, with the place of everything in it.
 *
 * @throws Problem for text that is no YAML, holds several documents, repeats a key, or grows
 * without bound by its aliases.
 */
export function yamlSource(name: string, file: string | null, text: string): Source {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, stringKeys: true });
  const placeAt = (offset: number): Place => {
    const { line, col } = counter.linePos(offset);
    return { file: name, line, column: col };
  };
  const errors = [...document.errors, ...document.warnings];
  if (errors.length > 0) throw syntaxProblem(errors, text, placeAt);
  const loose = looseAliases(document).map((alias) => ({
    place: placeAt(alias.range?.[0] ?? 0),
    text: `the alias ${quoted(`*${alias.source}`)} has no anchor before it`,
  }));
  if (loose.length > 0) throw problemOf(loose);
  return {
    name,
    file,
    data: dataOf(document, name),
    placeOf: (path, about) => placeAt(offsetOf(document, path, about)),
  };
}

function looseAliases(document: Document): readonly Alias[] {
  const loose: Alias[] = [];
  const anchors = new Set<string>();
  visit(document, {
    Alias: (_, alias) => void (anchors.has(alias.source) || loose.push(alias)),
    Value: (_, value) => void (value.anchor !== undefined && anchors.add(value.anchor)),
  });
  return loose;
}

function dataOf(document: Document, name: string): unknown {
  try {
    return document.toJS() as unknown;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const bomb = error.message.startsWith('Excessive alias count');
    throw new Problem(bomb ? 'the aliases of this file expand to far too much' : error.message, {
      file: name,
    });
  }
}

interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

function syntaxProblem(
  errors: readonly SyntaxFault[],
  text: string,
  placeAt: (offset: number) => Place,
): Problem {
  const lines = new Map<string, { place: Place; text: string }>();
  for (const error of errors) {
    const place = placeAt(error.pos[0]);
    const sentence = syntaxText(error, text);
    if (!lines.has(`${place.line}`)) lines.set(`${place.line}`, { place, text: sentence });
  }
  return problemOf([...lines.values()].slice(0, errorsShown));
}

function syntaxText(error: SyntaxFault, text: string): string {
  const piece = text.slice(...error.pos).split('\n')[0] ?? '';
  switch (error.code) {
    case 'DUPLICATE_KEY':
      return `the key ${quoted(/^["']?([^\s:,"']+)/.exec(text.slice(error.pos[0]))?.[1] ?? piece)} stands here twice`;
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
      return `not valid YAML: ${error.message}${quotesHint(text, error.pos[0])}`;
  }
}

function quotesHint(text: string, offset: number): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n')[0] ?? '';
  return line.includes('${') ? '; put texts with ${...} in quotes' : '';
}

function offsetOf(document: Document, path: Path, about: 'key' | 'value'): number {
  let node: Node | null = isNode(document.contents) ? document.contents : null;
  let keyOffset = node?.range?.[0] ?? 0;
  for (const [index, part] of path.entries()) {
    const step = stepInto(document, node, part);
    if (step === null) return keyOffset;
    keyOffset = step.keyOffset;
    node = step.node;
    if (about === 'key' && index === path.length - 1) return keyOffset;
  }
  if (isScalar(node) && node.value === null && node.source === '') return keyOffset;
  return node?.range?.[0] ?? keyOffset;
}

interface Inner {
  readonly keyOffset: number;
  readonly node: Node | null;
}

function stepInto(document: Document, from: Node | null, part: string | number): Inner | null {
  const node = isAlias(from) ? (from.resolve(document) ?? null) : from;
  if (isSeq(node)) {
    const item: unknown = node.items[Number(part)];
    return isNode(item) ? { keyOffset: item.range?.[0] ?? 0, node: item } : null;
  }
  if (!isMap(node)) return null;
  const pair = node.items.find((each) => keyText(each) === String(part));
  if (pair === undefined || !isNode(pair.key)) return null;
  return { keyOffset: pair.key.range?.[0] ?? 0, node: isNode(pair.value) ? pair.value : null };
}

function keyText(pair: Pair): string {
  return isScalar(pair.key) ? String(pair.key.value) : '';
}
