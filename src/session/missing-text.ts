import type { Gate, Missing } from './contract.js';

/** Longer lists and longer words of a server make no sentence; the report's JSON has them all. */
const namesMost = 5;
const reasonsMost = 2;
const reasonCharsMost = 60;

/** Who was missing when the gate opened and why, those with the same reason together: in one sentence. */
export function missingText({ missing, connected }: Gate): string {
  const groups = byReason(missing);
  const told = groups.slice(0, reasonsMost).map(({ why, users }) => `${namesText(users)} (${why})`);
  const others = groups.slice(reasonsMost).reduce((sum, { users }) => sum + users.length, 0);
  const more = others === 0 ? [] : [`${others} for other reasons`];
  const all = missing.length + connected;
  const then = connected === 0 ? '' : '; their actions are dropped until they are';
  return `${missing.length} of ${all} users were not connected when the gate opened: ${[...told, ...more].join('; ')}${then}`;
}

interface Group {
  readonly why: string;
  readonly users: string[];
}

function byReason(missing: readonly Missing[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { user, why } of missing) {
    const text = cut(why ?? 'no answer yet');
    const group = groups.get(text) ?? { why: text, users: [] };
    groups.set(text, group);
    group.users.push(user);
  }
  return [...groups.values()];
}

function namesText(users: readonly string[]): string {
  const shown = users.slice(0, namesMost).join(', ');
  return users.length > namesMost ? `${shown} and ${users.length - namesMost} more` : shown;
}

/** With the mark that tells whoever takes secrets out that a piece of one may stand before it. */
function cut(text: string): string {
  return text.length <= reasonCharsMost ? text : `${text.slice(0, reasonCharsMost - 1)}…`;
}
