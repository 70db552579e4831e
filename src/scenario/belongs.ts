import type { Complaint } from './complaint.js';
import { oneOf } from './fields/say.js';
import { isPlain } from './fields/template.js';
import { jsonSchema } from './schema.js';

/** More places than this are no help. */
const placesMax = 3;

/** A key that is unknown where it stands, but known elsewhere, was put into the wrong place: says which is right. */
export function withHome(complaint: Complaint): Complaint {
  if (complaint.about !== 'key' || !complaint.text.startsWith('unknown key')) return complaint;
  if (complaint.text.includes('did you mean')) return complaint;
  const homes = homesOf(String(complaint.path.at(-1)));
  if (homes.length === 0 || homes.length > placesMax) return complaint;
  const text = homes.includes('') ? 'at the top' : `under ${oneOf(homes)}`;
  return { ...complaint, text: `${complaint.text}; it belongs ${text}` };
}

/** The maps that know a key, as paths; the empty path is the scenario itself. */
function homesOf(key: string): readonly string[] {
  const homes = new Set<string>();
  visit(jsonSchema(), '', (path, keys) => {
    if (keys.includes(key)) homes.add(path);
  });
  return [...homes];
}

/** Walks a JSON Schema; alternatives are at one place, entries of a list at `list[]`. */
function visit(schema: unknown, path: string, found: (path: string, keys: readonly string[]) => void): void {
  if (!isPlain(schema)) return;
  for (const word of ['anyOf', 'oneOf', 'allOf']) {
    const choices = schema[word];
    if (Array.isArray(choices)) for (const choice of choices) visit(choice, path, found);
  }
  visit(schema['items'], `${path}[]`, found);
  const properties = schema['properties'];
  if (!isPlain(properties)) return;
  found(path, Object.keys(properties));
  for (const [key, inner] of Object.entries(properties))
    visit(inner, path === '' ? key : `${path}.${key}`, found);
}
