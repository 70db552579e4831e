import type { Bug } from '../behaviours/behaviour.js';

/**
 * A bug whose sentences say what the settings they name are: `remembers the keysMost (16) resources`.
 * `settings`: those of the mutant as it is played.
 */
export function bugWithSettings(bug: Bug, settings: Readonly<Record<string, number>>): Bug {
  return {
    ...bug,
    wrong: textWithSettings(bug.wrong, settings),
    shows: textWithSettings(bug.shows, settings),
  };
}

/** A sentence with the value behind each setting, where it is first named. */
export function textWithSettings(text: string, settings: Readonly<Record<string, number>>): string {
  const said = new Set<string>();
  return text.replaceAll(/[A-Za-z]+/gu, (word) => {
    if (!Object.hasOwn(settings, word) || said.has(word)) return word;
    said.add(word);
    return `${word} (${settings[word]})`;
  });
}

/** Settings as they are said in a sentence: `limit 3, windowMs 2000`. */
export function settingsText(settings: Readonly<Record<string, number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
