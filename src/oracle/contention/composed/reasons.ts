import type { History } from '../../../history/history.js';
import type { Model } from '../../../models/model.js';
import { seen, type Windows } from '../windows.js';

/** No rule in particular. */
export const nobody = -1;

/**
 * Which limit each refusal says it comes from, by its position; `nobody` where it does not say. A reason
 * names a limit when it is one of its names, but for case and punctuation: its model (`cooldown`), its key
 * (`user`, `user+resource`), both (`cooldown per user`, `user cooldown`), or its position (`rule 2`). A
 * name that two limits share names neither, and a server that only ever names one limit is not taken at
 * its word: it may say the same of every refusal.
 */
export function namedRules(history: History, windows: Windows, rules: readonly Model[]): Int16Array {
  const ruleOf = namesOf(rules);
  const named = new Int16Array(history.length).fill(nobody);
  const known = new Map<string, number>();
  for (let row = 0; row < history.length; row++) {
    if (windows.seen[row] !== seen.reject) continue;
    const reason = history.reasonAt(row);
    if (reason === undefined) continue;
    let rule = known.get(reason);
    if (rule === undefined) known.set(reason, (rule = ruleOf.get(plain(reason)) ?? nobody));
    named[row] = rule;
  }
  const heard = new Set(known.values());
  heard.delete(nobody);
  return heard.size < 2 ? named.fill(nobody) : named;
}

/** Every name that only one limit has. */
function namesOf(rules: readonly Model[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  rules.forEach((rule, index) => {
    for (const name of new Set(ownNames(rule, index).map(plain)))
      names.set(name, names.has(name) ? nobody : index);
  });
  return names;
}

function ownNames({ name, per }: Model, index: number): readonly string[] {
  const key = per.length === 0 ? 'all' : per.join('+');
  return [
    name,
    key,
    `${name} ${key}`,
    `${key} ${name}`,
    `${name} per ${key}`,
    `rule ${index + 1}`,
    `limit ${index + 1}`,
  ];
}

const lengthMost = 200;

const plain = (text: string): string =>
  text
    .slice(0, lengthMost)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
