import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { shippedServers } from '../scenario/find.js';
import { bugFlaw, settingFlaw } from '../scenario/module-flaws.js';
import { didYouMean } from '../scenario/nearest.js';
import { Problem } from '../scenario/problem.js';
import { servers } from '../servers/catalog.js';
import { describeModule, describeModules } from '../servers/describe-modules.js';
import type { SystemEntry } from '../servers/list.js';
import { startModule } from '../servers/module-server.js';
import type { RunningServer } from '../servers/serve-behaviour.js';

/** What `serve` is asked for, read from its flags. */
export interface Served {
  readonly name: string;
  readonly bug: string | null;
  readonly settings: Readonly<Record<string, number>>;
  readonly port: number;
  readonly host: string;
  readonly nodes: number | undefined;
  readonly store: string | null;
}

/** How often it is looked whether a process of a server has died. */
const lookEveryMs = 500;

/** The server modules of the systems that are shipped, with what they say of themselves. */
export async function systems(): Promise<readonly SystemEntry[]> {
  const modules = [...shippedServers()].map(([name, file]) => ({ name: `scenarios/${name}`, file }));
  const facts = await describeModules(modules);
  return [...shippedServers().keys()].map((name, index) => ({
    name,
    facts: facts[index] ?? new Error('it was not described'),
  }));
}

/**
 * The file of the server module that is meant; `null` for a reference server.
 *
 * @throws Problem with the nearest name where there is neither.
 */
export function moduleFileFor(name: string): string | null {
  const references = servers().map((server) => server.name);
  if (references.includes(name)) return null;
  const shipped = shippedServers();
  const file = shipped.get(name) ?? (/\.[cm]?[jt]s$/.test(name) ? resolve(name) : undefined);
  if (file !== undefined && existsSync(file)) return file;
  if (file !== undefined) throw new Problem('this file does not exist', { file: name });
  const near = didYouMean(name, [...references, ...shipped.keys()]);
  throw new Problem(
    `there is no server \`${name}\`${near === '' ? '; serve --list shows what there is' : near}`,
  );
}

/** Serves a server module; what its processes print goes to standard error. */
export async function serveModule(file: string, served: Served): Promise<RunningServer> {
  const { bug, settings, nodes, store, port, host } = served;
  const facts = await describeModule(file);
  const bugText = bug === null ? null : bugFlaw(bug, facts);
  if (bugText !== null) throw new Problem(`--bug ${bug}: ${bugText}`);
  for (const setting of Object.keys(settings)) {
    const flaw = settingFlaw(setting, facts);
    if (flaw !== null) throw new Problem(`--setting ${setting}: ${flaw}`);
  }
  const handle = await startModule({
    file,
    bug,
    settings,
    nodes: nodes ?? null,
    redis: store,
    port,
    host,
    hears: toStandardError,
  });
  let look: NodeJS.Timeout | undefined;
  const broken = new Promise<string>((done) => {
    look = setInterval(() => {
      const how = handle.died();
      if (how !== null) done(`the server died: ${how}`);
    }, lookEveryMs);
  });
  return {
    url: handle.url,
    broken,
    close: async () => {
      clearInterval(look);
      await handle.stop();
    },
  };
}

function toStandardError(text: string): void {
  process.stderr.write(text);
}
