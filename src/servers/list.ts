import { servers, type BugEntry, type ServerEntry } from './catalog.js';

/** Every reference server with its settings and known bugs, as text for `turnwise serve --list`. */
export function listServers(): string {
  return servers().map(serverText).join('\n');
}

function serverText({ name, describe, settings, bugs }: ServerEntry): string {
  const lines = [name, `  ${describe}`, `  settings: ${settingsText(settings)}`];
  return [...lines, ...bugs.flatMap(bugLines)].map((line) => `${line}\n`).join('');
}

function bugLines({ name, wrong, shows, settings }: BugEntry): readonly string[] {
  return [
    `  --bug ${name}`,
    `    wrong: ${wrong}`,
    `    shown by: ${shows}`,
    `    settings: ${settingsText(settings)}`,
  ];
}

function settingsText(settings: Readonly<Record<string, number>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
