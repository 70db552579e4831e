/** The declarations that a build leaves in dist, as a table of what each module declares, takes in and passes on. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseSync } from 'rolldown/utils';

/** Reads modules of a folder of `.d.ts` files, each once. */
export function modulesIn(folder) {
  const read = new Map();
  const moduleAt = (path) => {
    if (!read.has(path)) read.set(path, moduleOf(join(folder, path), path));
    return read.get(path);
  };
  return { moduleAt, resolve: (path, name) => resolve(moduleAt, path, name) };
}

/**
 * The module and the name under which something is declared, where a module declares it, takes it in or passes it
 * on; `null` for what comes from another package or from nowhere.
 */
function resolve(moduleAt, path, name) {
  const { declared, links, stars } = moduleAt(path);
  if (declared.has(name)) return { path, name };
  const link = links.get(name);
  if (link !== undefined) return link.path === null ? null : resolve(moduleAt, link.path, link.name);
  for (const star of stars) {
    const found = resolve(moduleAt, star, name);
    if (found !== null) return found;
  }
  return null;
}

function moduleOf(file, path) {
  const text = readFileSync(file, 'utf8');
  const { program, comments, errors } = parseSync(file, text, { lang: 'dts', astType: 'ts' });
  if (errors.length > 0) throw new Error(`${path}: ${errors[0].message}`);
  const docs = comments.filter(({ type, value }) => type === 'Block' && value.startsWith('*'));
  const docBefore = (start) => {
    const doc = docs.findLast(({ end }) => end <= start);
    return doc !== undefined && text.slice(doc.end, start).trim() === '' ? wordsOf(doc.value) : '';
  };
  const made = { text, about: docs[0]?.start === 0 ? wordsOf(docs[0].value) : '', exported: [] };
  Object.assign(made, { declared: new Map(), links: new Map(), stars: [] });
  for (const statement of program.body) take(made, statement, path, docBefore);
  return made;
}

function take(made, statement, path, docBefore) {
  const source = statement.source?.value;
  const from = source === undefined ? path : target(path, source);
  if (statement.type === 'ImportDeclaration')
    for (const { local, imported } of statement.specifiers)
      made.links.set(local.name, { path: from, name: imported?.name ?? 'default' });
  else if (statement.type === 'ExportAllDeclaration' && from !== null) made.stars.push(from);
  else if (statement.type === 'ExportNamedDeclaration' && statement.declaration === null)
    for (const { local, exported } of statement.specifiers) {
      made.exported.push(exported.name);
      if (source !== undefined || local.name !== exported.name)
        made.links.set(exported.name, { path: from, name: local.name });
    }
  else declare(made, statement, docBefore(statement.start));
}

function declare(made, statement, doc) {
  const node = statement.declaration ?? statement;
  const names = node.id?.name ?? node.declarations?.map(({ id }) => id.name);
  for (const name of [names].flat()) {
    if (typeof name !== 'string') continue;
    if (statement.type === 'ExportNamedDeclaration') made.exported.push(name);
    const signature = made.text.slice(node.start, statement.end);
    const { doc: said = '', nodes = [], signatures = [] } = made.declared.get(name) ?? {};
    made.declared.set(name, {
      doc: said === '' ? doc : said,
      nodes: [...nodes, node],
      signatures: [...signatures, signature],
    });
  }
}

/** A module beside the one that names it, as a path in the folder; `null`: of another package. */
function target(path, source) {
  if (!source.startsWith('.')) return null;
  const file = join(dirname(path), source).replace(/\.js$/u, '.d.ts');
  return relative('.', file);
}

/** What a docstring says, without its stars. */
function wordsOf(comment) {
  return comment
    .replace(/^\*/u, '')
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/u, '').trimEnd())
    .join('\n')
    .trim();
}

/** Whether a build has left anything to read. */
export const isBuilt = (folder, entry) => existsSync(join(folder, entry));
