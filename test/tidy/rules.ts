import { bodiesOf } from './functions.js';
import { assemblies, clocks, entries, inOneFile, inOneRoom, owners, rooms, type Room } from './rooms.js';
import type { Import, Source } from './source.js';

/** A rule about all sources at once: every finding is a line that names the file. */
export interface Rule {
  readonly name: string;
  /** What to do about a finding. */
  readonly advice: string;
  readonly findings: (sources: readonly Source[]) => string[];
}

/** `src/plan/plan.ts` is in `plan`, `strategies/index.ts` in `strategies`, `src/plan-for.ts` in `src`. */
export function roomOf(path: string): string {
  const [top, second, third] = path.split('/');
  return top === 'src' && third !== undefined ? second : top;
}

const folderOf = (room: string) => (room === 'strategies' || room === 'scenarios' ? room : `src/${room}`);
const isPure = (path: string) => rooms[roomOf(path)]?.pure === true;

function eachSource(check: (source: Source) => string[]): Rule['findings'] {
  return (sources) => sources.flatMap((source) => check(source).map((text) => `${source.path}: ${text}`));
}

/** Lines of masked code that match, with their numbers. */
function lines(source: Source, pattern: RegExp, why: string): string[] {
  return source.code
    .split('\n')
    .flatMap((line, i) => (pattern.test(line) ? [`line ${i + 1}, ${why}: ${line.trim()}`] : []));
}

function arrowFindings(source: Source): string[] {
  const room = roomOf(source.path);
  if (assemblies.includes(room)) return [];
  const allowed = rooms[room];
  if (allowed === undefined) return ['no such room; add it to test/tidy/rooms.ts with what it may import'];
  return source.imports
    .filter((one) => one.inside && roomOf(one.target) !== room && !mayImport(allowed, one))
    .map((one) => `must not import ${one.typeOnly ? 'types of ' : ''}${one.target}`);
}

function mayImport({ from = [], types = [] }: Room, { target, typeOnly }: Import): boolean {
  const names = typeOnly ? [...from, ...types] : from;
  return names.includes(target) || names.includes(roomOf(target));
}

function siblingFindings(source: Source): string[] {
  const room = roomOf(source.path);
  const plural = rooms[room];
  if (plural?.contract === undefined || source.path === `${folderOf(room)}/index.ts`) return [];
  if (isVariant(source.path, plural)) return variantFindings(source);
  const common = new Set(
    [plural.contract, ...(plural.shared ?? [])].map((name) => `${folderOf(room)}/${name}.ts`),
  );
  // Files in folders below are parts that implementations are made of; only files beside the contract are implementations.
  const isImplementation = (path: string) =>
    path.split('/').length === folderOf(room).split('/').length + 1 && !common.has(path);
  return source.imports
    .filter((one) => one.inside && roomOf(one.target) === room && isImplementation(one.target))
    .map((one) => `must not import its sibling ${one.target}`);
}

/** Whether a file is made from an implementation, as a mutant from a correct server. */
function isVariant(path: string, { variants }: Room): boolean {
  return variants !== undefined && path.startsWith(`${variants}/`);
}

/** Variants of one implementation lie in one folder; they may import that, and no other variant. */
function variantFindings(source: Source): string[] {
  const folder = source.path.slice(0, source.path.lastIndexOf('/'));
  const isOwn = (target: string) => target.slice(0, target.lastIndexOf('/')) === folder;
  if (source.path.endsWith('/index.ts') || folder.endsWith('/parts')) return [];
  return source.imports
    .filter(({ inside, target }) => inside && isOwn(target))
    .map(({ target }) => `must not import its sibling ${target}`);
}

function indexFindings(sources: readonly Source[]): string[] {
  return Object.entries(rooms).flatMap(([room, { contract, shared = [] }]) => {
    if (contract === undefined) return [];
    const folder = folderOf(room);
    const index = sources.find(({ path }) => path === `${folder}/index.ts`);
    const listed = new Set(index?.imports.map(({ target }) => target));
    const known = ['index', contract, ...shared].map((name) => `${folder}/${name}.ts`);
    return sources
      .filter(({ path }) => path.slice(0, path.lastIndexOf('/')) === folder)
      .filter(({ path }) => !known.includes(path) && !listed.has(path))
      .map(({ path }) => `${path} has no line in ${folder}/index.ts`);
  });
}

function packageFindings(source: Source): string[] {
  return (
    source.imports
      .filter(({ inside, target }) => !inside && !target.startsWith('node:'))
      // What is put together at the top shows types of packages, as `Observable`, and no more.
      .filter(({ typeOnly }) => !typeOnly || !assemblies.includes(roomOf(source.path)))
      .filter(({ target }) => !(owners[target] ?? []).some((owner) => source.path.startsWith(owner)))
      .map(({ target }) => `must not import ${target}; ${(owners[target] ?? ['nobody']).join(' and ')} may`)
  );
}

function ownerFindings(sources: readonly Source[]): string[] {
  const users = (name: string) =>
    sources.filter(({ imports }) => imports.some(({ target }) => target === name));
  const scattered = (name: string, placeOf: (path: string) => string) => {
    const places = [...new Set(users(name).map(({ path }) => placeOf(path)))];
    return places.length > 1 ? [`${name} is imported in ${places.join(' and ')}`] : [];
  };
  return [
    ...inOneFile.flatMap((name) => scattered(name, (path) => path)),
    ...inOneRoom.flatMap((name) => scattered(name, roomOf)),
  ];
}

const impure =
  /\b(?:async|await|Promise|setTimeout|setInterval|setImmediate|queueMicrotask)\b|\b(?:process|console|performance|globalThis)\s*[.[]|\bDate\b|\bMath\.random\b|\bcrypto\b\s*\./;

function pureFindings(source: Source): string[] {
  if (!isPure(source.path)) return [];
  const modules = source.imports.filter(({ target }) => target.startsWith('node:') || target === 'rxjs');
  return [...modules.map(({ target }) => `imports ${target}`), ...lines(source, impure, 'not pure')];
}

/** A strategy or a pacing that used these would plan differently on another engine. */
const inexact =
  /\bMath\.(?!floor\b|ceil\b|round\b|trunc\b|sign\b|min\b|max\b|abs\b|sqrt\b|imul\b)\w+|\*\*|\blocaleCompare\b/;

function exactFindings(source: Source): string[] {
  return ['plan', 'strategies'].includes(roomOf(source.path))
    ? lines(source, inexact, 'differs between engines')
    : [];
}

const timeOrChance = /\bDate\.now\b|\bMath\.random\b|\bperformance\.now\b|\bhrtime\b|\bnew Date\(\)/;

function clockFindings(source: Source): string[] {
  return source.path in clocks ? [] : lines(source, timeOrChance, 'asks for time or chance');
}

const linesMax = 250;

function lengthFindings({ path, text, code }: Source): string[] {
  const length = text.split('\n').length - 1;
  const most = isPure(path) ? 40 : 70;
  return [
    ...(length > linesMax ? [`${length} lines; ${linesMax} at most`] : []),
    ...bodiesOf(code)
      .filter((body) => body.lines > most)
      .map((body) => `the function in line ${body.line} has ${body.lines} lines; ${most} at most`),
  ];
}

const untyped = /(?:[:<|,&(]|\bas)\s*any\b(?!\s*[:(.?])|(?:[\w)\]])!(?:[.;,)\]:[(]|\s*$)/;
const vagueName =
  /\b(?:class|interface|type|function|export const)\s+\w*(?:Manager|Helper|Util|Utils|Service)s?\b/i;
const vagueFile = /(?:manager|helper|util|utils|service)s?\.ts$/i;

function nameFindings(source: Source): string[] {
  const file = vagueFile.test(source.path) ? ['a name that says nothing'] : [];
  return [...file, ...lines(source, vagueName, 'a name that says nothing')];
}

function deadFindings(sources: readonly Source[]): string[] {
  const live = new Set(
    sources.flatMap(({ path, imports }) => imports.map(({ target }) => target).filter((t) => t !== path)),
  );
  return sources
    .map(({ path }) => path)
    .filter((path) => !live.has(path) && !(path in entries) && !path.startsWith('scenarios/'))
    .map((path) => `${path} is imported by no other file`);
}

export const rules: readonly Rule[] = [
  {
    name: 'imports follow the arrows between the rooms',
    advice:
      'move the code to the room it belongs to, or hand the value in; the arrows are in test/tidy/rooms.ts',
    findings: eachSource(arrowFindings),
  },
  {
    name: 'implementations beside each other do not import each other',
    advice: 'put what they share in a folder below, or in the contract',
    findings: eachSource(siblingFindings),
  },
  {
    name: 'every implementation has its line in the index of its folder',
    advice: 'add it to index.ts, or move parts that are no implementation into a folder below',
    findings: indexFindings,
  },
  {
    name: 'every package has its owner',
    advice: 'use what the owner exports; a new package gets its owner in test/tidy/rooms.ts',
    findings: (sources) => [...eachSource(packageFindings)(sources), ...ownerFindings(sources)],
  },
  {
    name: 'pure rooms are pure',
    advice: 'take the time, the digest, the numbers as arguments; do the I/O in runtime/ or cli/',
    findings: eachSource(pureFindings),
  },
  {
    name: 'plans use only arithmetic that is the same everywhere',
    advice: 'use + - * / and square roots, compare text by code unit',
    findings: eachSource(exactFindings),
  },
  {
    name: 'one clock and one source of chance',
    advice: `take a clock or a Random as an argument; only ${Object.keys(clocks).join(' and ')} make them`,
    findings: eachSource(clockFindings),
  },
  {
    name: 'files and functions stay short',
    advice: 'split by what changes together; a file is named after its one public thing',
    findings: eachSource(lengthFindings),
  },
  {
    name: 'no any and no non-null assertion',
    advice: 'give it its type, or check it',
    findings: eachSource((source) => lines(source, untyped, 'untyped')),
  },
  {
    name: 'names say what a thing is',
    advice: 'name it after what it does: no Manager, Helper, Util, Service',
    findings: eachSource(nameFindings),
  },
  {
    name: 'no dead files',
    advice: 'delete it, or import it where it was meant for',
    findings: deadFindings,
  },
];
