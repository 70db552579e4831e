import { suggestion } from '../nearest.js';
import { quoted } from './say.js';

/** The names in the `${name}` marks of a text. `${env:X}` marks are gone by the time this is asked. */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, name = '']) => name);
}

/** What is wrong with the marks of a text, or `null`. */
export function unknownPlaceholder(text: string, known: readonly string[]): string | null {
  const fits = (name: string): boolean => known.some((each) => isCalled(name, each));
  const wrong = placeholdersIn(text).find((name) => !fits(name));
  if (wrong === undefined) return null;
  const names = known.filter((each) => !each.endsWith('.*'));
  return `has an unknown placeholder ${quoted(`\${${wrong}}`)}${suggestion(wrong, names)}`;
}

/** Names such as `user.*` stand for all that begin so. */
function isCalled(name: string, known: string): boolean {
  return known.endsWith('.*') ? name.startsWith(known.slice(0, -1)) : name === known;
}
