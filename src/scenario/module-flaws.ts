import { existsSync } from 'node:fs';
import type { ModuleFacts } from '../servers/module.js';
import type { Complaint } from './complaint.js';
import { quoted } from './fields/say.js';
import { moduleFileOf } from './module-file.js';
import { suggestion } from './nearest.js';

/** What is asked of a server module. */
export interface ModuleWishes {
  readonly file: string;
  readonly bug: string | null;
  readonly settings: Readonly<Record<string, number>>;
}

/** What a server module does not have of what a scenario asks of it. Without its facts only its file is looked for. */
export function moduleFlaws(
  { file, bug, settings }: ModuleWishes,
  facts: ModuleFacts | undefined,
  scenarioFile: string | null,
): Complaint[] {
  if (!existsSync(moduleFileOf(file, scenarioFile)))
    return [
      { path: ['target', 'module'], about: 'value', text: `is a file that does not exist: ${quoted(file)}` },
    ];
  if (facts === undefined) return [];
  const bugText = bug === null ? null : bugFlaw(bug, facts);
  return [
    ...(bugText === null ? [] : [{ path: ['target', 'bug'], about: 'value', text: bugText } as const]),
    ...Object.keys(settings).flatMap((name): Complaint[] => {
      const text = settingFlaw(name, facts);
      return text === null ? [] : [{ path: ['target', 'settings', name], about: 'key', text }];
    }),
  ];
}

/** What is wrong with the name of a bug, as a predicate of it; `null`: nothing. */
export function bugFlaw(bug: string, { bugs }: ModuleFacts): string | null {
  const names = Object.keys(bugs);
  if (names.includes(bug)) return null;
  const known = names.length === 0 ? ' (it knows none)' : suggestion(bug, names);
  return `is no bug that the server knows: ${quoted(bug)}${known}`;
}

/** What is wrong with the name of a setting, as a sentence; `null`: nothing. */
export function settingFlaw(name: string, { settings }: ModuleFacts): string | null {
  const names = Object.keys(settings);
  if (names.includes(name)) return null;
  return `the server has no setting ${quoted(name)}${names.length === 0 ? ' (it has none)' : suggestion(name, names)}`;
}
