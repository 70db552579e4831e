import { suggestion } from '../nearest.js';
import { quoted } from './say.js';

/** The names in the `${name}` marks of a text. `${env:X}` marks are gone by the time this is asked. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
}

/** What is wrong with the marks of a text, or `null`. */
export function unknownPlaceholder(text: string, known: readonly string[]): string | null {
  const wrong = placeholdersIn(text).find((name) => !known.includes(name));
  if (wrong === undefined) return null;
  return `has an unknown placeholder ${quoted(`\${${wrong}}`)}${suggestion(wrong, known)}`;
}
