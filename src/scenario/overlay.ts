import { parse, YAMLParseError } from 'yaml';
import type { Path } from './complaint.js';
import { isPlain } from './fields/template.js';
import { Problem } from './problem.js';

/** A value that the command line puts over the one in the file. */
export interface Overlay {
  /** As it was typed: `--set users=5`. Messages name it as the place. */
  readonly label: string;
  readonly path: Path;
  readonly value: unknown;
}

const segment = String.raw`[^.[\]="\s]+|\[\d+\]|\["[^"]*"\]`;
const wholePath = new RegExp(`^(?:${segment})(?:\\.(?:${segment})|\\[\\d+\\]|\\["[^"]*"\\])*$`);

/**
 * Reads `path=value` of a `--set`: the path as `phases[0].steps` or `a["b.c"]`, the value as YAML
 * (`5`, `text`, `{a: 1}`).
 *
 * @throws Problem where it cannot be read.
 */
export function overlayOf(text: string): Overlay {
  const label = `--set ${text}`;
  const path = pathBeforeEquals(text);
  if (path === null)
    throw new Problem('must be written path=value, e.g. `--set model.cooldown.every=300ms`', { file: label });
  return { label, path: segmentsOf(path), value: valueOf(text.slice(path.length + 1), label) };
}

/** The data with a value put at a path. Maps and lists on the way are made where there are none. */
export function withOverlay(data: unknown, overlay: Overlay): unknown {
  return withValue(targetOpened(data, overlay.path), overlay.path, overlay);
}

/** `target: arena` is short for a map with that server: what is said of it is said of the map. */
function targetOpened(data: unknown, [part, inside]: Path): unknown {
  if (part !== 'target' || inside === undefined || inside === 'server' || !isPlain(data)) return data;
  return typeof data['target'] === 'string' ? { ...data, target: { server: data['target'] } } : data;
}

function pathBeforeEquals(text: string): string | null {
  for (let at = text.indexOf('='); at >= 0; at = text.indexOf('=', at + 1)) {
    const path = text.slice(0, at);
    if (wholePath.test(path)) return path;
  }
  return null;
}

function segmentsOf(path: string): Path {
  return [...path.matchAll(/\["([^"]*)"\]|\[(\d+)\]|[^.[\]]+/g)].map(([whole, quotedKey, index]) =>
    index === undefined ? (quotedKey ?? whole) : Number(index),
  );
}

export function valueOf(text: string, label: string): unknown {
  if (text.trim() === '') return '';
  try {
    return parse(text, { prettyErrors: false, logLevel: 'error' }) as unknown;
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw new Problem(`the value is not valid YAML: ${error.message}; put it in quotes to mean text`, {
      file: label,
    });
  }
}

function withValue(current: unknown, path: Path, overlay: Overlay): unknown {
  const [part, ...rest] = path;
  if (part === undefined) return overlay.value;
  if (Array.isArray(current)) return withEntry(current, part, rest, overlay);
  if (typeof part === 'number' && !isPlain(current)) return withEntry([], part, rest, overlay);
  const key = String(part);
  const members = mapToExtend(current, key);
  const changed = withValue(Object.hasOwn(members, key) ? members[key] : undefined, rest, overlay);
  return Object.fromEntries([...Object.entries(members).filter(([each]) => each !== key), [key, changed]]);
}

/** A short form such as `transport: ws` is opened up; any other text or number gives way. */
function mapToExtend(current: unknown, key: string): Readonly<Record<string, unknown>> {
  if (isPlain(current)) return current;
  return current === key ? { [key]: {} } : {};
}

function withEntry(list: readonly unknown[], part: string | number, rest: Path, overlay: Overlay): unknown[] {
  const index = typeof part === 'number' || /^\d+$/.test(part) ? Number(part) : -1;
  if (index < 0 || index > list.length) {
    const last = list.length === 0 ? 'is empty' : `has the entries 0 to ${list.length - 1}`;
    throw new Problem(`the list before \`${part}\` ${last}`, { file: overlay.label });
  }
  return [...list.slice(0, index), withValue(list[index], rest, overlay), ...list.slice(index + 1)];
}
