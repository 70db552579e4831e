import type { BugNeed } from '../behaviours/behaviour.js';
import type { ModuleFacts } from './module.js';
import { servers, type BugEntry, type ServerEntry } from './catalog.js';

/** So wide that it fits beside something else on a screen. */
const columns = 100;

/** The server of a system that is shipped as a scenario, as `turnwise serve --list` shows it. */
export interface SystemEntry {
  readonly name: string;
  /** What its module says of itself, or why it says nothing. */
  readonly facts: ModuleFacts | Error;
}

/** A line for each server: its name, how many known bugs it has, and what it is. */
export function listServersBriefly(systems: readonly SystemEntry[] = []): string {
  const entries = servers();
  const width = Math.max(...[...entries, ...systems].map(({ name }) => name.length));
  const line = (name: string, bugs: number, what: string): string => {
    const text = `${name.padEnd(width)}  ${String(bugs).padStart(3)}  ${what}`;
    return text.length <= columns ? text : `${text.slice(0, columns - 1)}…`;
  };
  return [
    `${' '.repeat(width)} bugs  what it is`,
    ...entries.map(({ name, bugs, describe }) => line(name, bugs.length, describe)),
    ...(systems.length === 0
      ? []
      : ['', 'servers of systems, each the target of a scenario of its name: run NAME']),
    ...systems.map(({ name, facts }) =>
      facts instanceof Error
        ? line(name, 0, `cannot be started: ${facts.message}`)
        : line(name, Object.keys(facts.bugs).length, facts.describe),
    ),
    '',
    'settings and bugs of one: serve NAME --list; of all: serve --list --bugs',
    '',
  ].join('\n');
}

/** One server, or the server of one system, with its settings and bugs; `null`: there is none of this name. */
export function listServer(name: string, systems: readonly SystemEntry[] = []): string | null {
  const entry = servers().find((one) => one.name === name);
  if (entry !== undefined) return serverText(entry);
  const system = systems.find((one) => one.name === name);
  return system === undefined ? null : systemText(system);
}

/** Every reference server, and the server of every system, with all they can do wrong. */
export function listServers(systems: readonly SystemEntry[] = []): string {
  const entries = servers();
  const bugs = entries.reduce((sum, entry) => sum + entry.bugs.length, 0);
  const head = `${entries.length} servers, each correct, or with one of ${bugs} known bugs: serve NAME --bug BUG\n`;
  const more = `${systems.length} servers of systems, each the target of a scenario of its name: run NAME\n`;
  return [
    head,
    ...entries.map(serverText),
    ...(systems.length === 0 ? [] : [more, ...systems.map(systemText)]),
  ].join('\n');
}

/** The same for programs: an array of servers with their bugs; those of systems have `kind: system`. */
export function listServersAsJson(systems: readonly SystemEntry[] = []): string {
  return `${JSON.stringify([...servers(), ...systems.map(systemData)], null, 2)}\n`;
}

function systemData({ name, facts }: SystemEntry): unknown {
  if (facts instanceof Error) return { name, kind: 'system', error: facts.message };
  const bugs = Object.entries(facts.bugs).map(([bug, wrong]) => ({ name: bug, wrong }));
  return { name, kind: 'system', ...facts, bugs };
}

function systemText({ name, facts }: SystemEntry): string {
  if (facts instanceof Error)
    return `${name}\n${wrapped('  cannot be started: ', facts.message).join('\n')}\n`;
  const { describe, settings, bugs, nodes, needsRedis } = facts;
  const wants = [
    ...(nodes === 1 ? [] : [`${nodes} processes`]),
    ...(needsRedis ? ['a Redis, which is started for it'] : []),
  ];
  const lines = [
    name,
    ...wrapped('  ', describe),
    ...(Object.keys(settings).length === 0 ? [] : wrapped('  settings: ', settingsText(settings))),
    ...(wants.length === 0 ? [] : wrapped('  has: ', wants.join(', '))),
    ...Object.entries(bugs).flatMap(([bug, wrong]) => [
      '',
      `  --bug ${bug}`,
      ...wrapped('    wrong:    ', wrong),
    ]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function serverText({ name, describe, settings, bugs }: ServerEntry): string {
  const lines = [
    name,
    ...wrapped('  ', describe),
    ...wrapped('  settings: ', settingsText(settings)),
    ...bugs.flatMap(bugLines),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function bugLines({ name, wrong, shows, needs, seen, settings }: BugEntry): readonly string[] {
  return [
    '',
    `  --bug ${name}`,
    ...wrapped('    wrong:    ', wrong),
    ...wrapped('    shown by: ', shows),
    ...wrapped('    needs:    ', needWords[needs]),
    ...wrapped('    seen in:  ', seen.join(', ')),
    ...(Object.keys(settings).length === 0 ? [] : wrapped('    settings: ', settingsText(settings))),
  ];
}

const needWords: Readonly<Record<BugNeed, string>> = {
  early: 'an attempt soon before the limit has room again',
  late: 'an attempt soon after the limit has room again',
  refused: 'a refusal, then an attempt when there is room',
  burst: 'more at once than the limit allows',
  others: 'somebody else, or another resource, soon after an accept',
  kinds: 'more kinds of action than one, such as releases and renewals',
  meeting: 'two at one instant where there is room for one: a race, seen by chance',
  nodes: 'two processes behind one address: --nodes 2 --store redis://...',
  reconnect: 'a connection that is lost and comes back',
  restart: 'a restart of the server',
  keys: 'more keys than its memory holds',
  'exact-time': 'an instant to the microsecond, which nobody has who stands outside',
};

/** The text behind its label, in lines that all begin under its beginning. */
function wrapped(label: string, text: string): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined) lines.push(`${label}${word}`);
    else if (`${last} ${word}`.length <= columns) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(`${' '.repeat(label.length)}${word}`);
  }
  return lines;
}

function settingsText(settings: Readonly<Record<string, number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
