import type { Behaviour, BugNeed } from '../behaviours/behaviour.js';
import { behaviours } from '../behaviours/index.js';

/** A reference server as `turnwise serve --list` shows it. */
export interface ServerEntry {
  readonly name: string;
  readonly describe: string;
  /** The settings it takes, with their defaults. */
  readonly settings: Readonly<Record<string, number>>;
  readonly bugs: readonly BugEntry[];
}

/** A known bug that a server can be started with. */
export interface BugEntry {
  readonly name: string;
  /** What is wrong, in one sentence. */
  readonly wrong: string;
  /** The schedule that shows it. */
  readonly shows: string;
  /** What a test must do, or have, for it to show at all. */
  readonly needs: BugNeed;
  /** Where it was seen in the wild. */
  readonly seen: readonly string[];
  /** The settings the server takes besides its own with this bug, with their defaults. */
  readonly settings: Readonly<Record<string, number>>;
}

/** Every reference server, with the bugs it can be started with. */
export function servers(): readonly ServerEntry[] {
  return behaviours
    .filter((behaviour) => behaviour.bug === undefined)
    .map(({ name, describe, defaults }) => ({ name, describe, settings: defaults, bugs: bugsOf(name) }));
}

/**
 * The behaviour of a server, correct (`bug` null) or with a known bug. Throws a RangeError that
 * lists the valid names for a server or a bug that does not exist.
 */
export function behaviourOf(server: string, bug: string | null): Behaviour {
  const names = servers().map(({ name }) => name);
  if (!names.includes(server)) {
    throw new RangeError(`there is no server "${server}"; there is: ${names.join(', ')}`);
  }
  const found = behaviours.find((behaviour) =>
    bug === null ? behaviour.name === server : behaviour.bug?.of === server && behaviour.bug.name === bug,
  );
  if (found !== undefined) return found;
  const bugs = bugsOf(server).map(({ name }) => name);
  throw new RangeError(`the server "${server}" has no bug "${bug}"; it has: ${bugs.join(', ')}`);
}

function bugsOf(server: string): readonly BugEntry[] {
  const own = behaviours.find(({ name }) => name === server)?.defaults ?? {};
  return behaviours.flatMap(({ bug, defaults }) => {
    if (bug?.of !== server) return [];
    const { name, wrong, shows, needs, seen } = bug;
    const more = Object.entries(defaults).filter(([setting]) => !Object.hasOwn(own, setting));
    return [{ name, wrong, shows, needs, seen, settings: Object.fromEntries(more) }];
  });
}
