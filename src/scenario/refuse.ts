import { sentenceOf, type Complaint, type Path } from './complaint.js';
import type { Overlay } from './overlay.js';
import type { Place } from './problem.js';
import { problemOf } from './problems.js';
import { redact } from './redact.js';
import type { Source } from './source.js';

/**
 * Throws everything that is wrong as one problem, each line with its place and without secrets;
 * does nothing when nothing is wrong.
 */
export function refuse(
  source: Source,
  overlays: readonly Overlay[],
  complaints: readonly Complaint[],
  secrets: readonly string[],
): void {
  if (complaints.length === 0) return;
  const findings = complaints.map((complaint) => ({
    place: redactedPlace(placeOf(source, overlays, complaint), secrets),
    text: redact(sentenceOf(complaint), secrets),
  }));
  throw problemOf(findings);
}

/** The flag that put the value there, if one did, else the place in the file. */
function placeOf(source: Source, overlays: readonly Overlay[], { path, about }: Complaint): Place {
  const over = overlays.findLast((overlay) => startsWith(path, overlay.path));
  if (over !== undefined) return { file: over.label };
  const made = overlays.findLast((overlay) => startsWith(overlay.path, path) && !isThere(source.data, path));
  return made === undefined ? source.placeOf(path, about) : { file: made.label };
}

/** Whether a path leads into what another one leads to. */
export function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => String(path[index]) === String(part));
}

function isThere(data: unknown, path: Path): boolean {
  let value = data;
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return false;
    value = Reflect.get(value, part) as unknown;
  }
  return true;
}

function redactedPlace(place: Place, secrets: readonly string[]): Place {
  return { ...place, file: redact(place.file, secrets) };
}
