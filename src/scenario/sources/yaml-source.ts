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
import { syntaxText } from './yaml-syntax.js';

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
  // The others mostly follow from the first.
  const [fault] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (fault !== undefined) throw new Problem(syntaxText(fault, text), placeAt(fault.pos[0]));
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
