import { redact } from '../scenario/redact.js';
import { isSensitive } from '../scenario/secrets.js';
import type { SecretPlace } from '../session/contract.js';

/** Takes secrets out of texts: those a scenario has, and those that come up while it is played. */
export interface LearnedSecrets {
  readonly clean: (text: string) => string;
  /** To be told of values that are sent where secrets are sent. */
  readonly learn: (place: SecretPlace, name: string, value: string) => void;
}

/** Shorter values are found in texts that have nothing to do with them. */
const secretCharsMin = 8;
/** A value under a name that says nothing is a secret from this length on, unless it is a name of the scenario. */
const unnamedCharsMin = 16;
/** So many different texts are remembered before all are forgotten: servers give the same few reasons again and again. */
const rememberedMost = 1000;
/** Headers that everybody sends, and nobody keeps for himself. */
const publicHeader = /^(accept.*|content-.*|user-agent|origin|referer|host|cache-control|x-request-id)$/i;

/** @param names what stands in every report and is no secret, however it is sent. */
export function learnedSecrets(known: readonly string[], names: Iterable<string>): LearnedSecrets {
  const all = new Set(known);
  const open = new Set(names);
  const memory = new Map<string, string>();
  // Each at least twice as long as the next: a secret changes its list as often as there are lists, and no more.
  const lists: (readonly string[])[] = [known];
  const add = (value: string): void => {
    if (all.has(value) || open.has(value)) return;
    all.add(value);
    let list: readonly string[] = [value];
    for (let last = lists.at(-1); last !== undefined && last.length < 2 * list.length; last = lists.at(-1)) {
      list = [...last, ...list];
      lists.pop();
    }
    lists.push(list);
    memory.clear();
  };
  return {
    learn(place, name, value) {
      if (place === 'header' && publicHeader.test(name)) return;
      const named = place === 'cookie' || isSensitive(name);
      for (const piece of [value, ...value.split(/[\s;,]+/)])
        if (piece.length >= (named ? secretCharsMin : unnamedCharsMin)) add(piece);
    },
    clean(text) {
      const before = memory.get(text);
      if (before !== undefined) return before;
      if (memory.size >= rememberedMost) memory.clear();
      const cleaned = lists.reduce(redact, text);
      memory.set(text, cleaned);
      return cleaned;
    },
  };
}
