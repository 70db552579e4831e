import { appendFileSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '../../scenario/problem.js';
import type { InitFlags } from '../commands/init.js';
import type { Choice, Runner } from '../init/choice.js';
import { filesOf, type NewFile } from '../init/files.js';
import { nextSteps } from '../init/next-steps.js';
import { ignoreLine, projectOf, type Project } from '../init/project.js';

/** Writes a first scenario and its test into a project, all of it or nothing, and says what to do next. */
export function init(folder: string, flags: InitFlags): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Problem('this is no folder', { file: folder });
  const project = projectOf(folder);
  const choice = choiceOf(flags, project);
  const files = filesOf(choice);
  refuseToOverwrite(folder, files);
  for (const { path, text } of files) write(join(folder, path), text);
  const isAdded = flags.gitignore === true && project.tracksRuns;
  if (isAdded) ignoreRuns(join(folder, '.gitignore'));
  const lines = [
    ...files.map(({ path }) => `wrote ${join(folder, path)}`),
    ...(isAdded ? [`added ${ignoreLine} to ${join(folder, '.gitignore')}`] : []),
    '',
    ...nextSteps(choice, { ...project, tracksRuns: project.tracksRuns && !isAdded }, folder),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** What was asked for, and where nothing was, what fits to what is there. */
function choiceOf(flags: InitFlags, project: Project): Choice {
  const { target } = flags;
  if (target !== undefined && !/^(?:https?|wss?):\/\/[^\s'"`\\]+$/.test(target))
    throw new Problem('is no address: it begins with http://, https://, ws:// or wss://', {
      file: `--target ${target}`,
    });
  const speaksWs = flags.ws === true || (flags.socketIo !== true && /^wss?:/.test(target ?? ''));
  return {
    target: target ?? null,
    transport: speaksWs ? 'ws' : 'socket-io',
    language: flags.ts === true ? 'ts' : 'yaml',
    runner: runnerOf(flags, project),
    modules: project.modules,
    ci: flags.ci ?? null,
  };
}

function runnerOf({ vitest, jest, node }: InitFlags, { runners }: Project): Runner {
  if (vitest === true) return 'vitest';
  if (jest === true) return 'jest';
  if (node === true) return 'node';
  return runners[0] ?? 'vitest';
}

function refuseToOverwrite(folder: string, files: readonly NewFile[]): void {
  const there = files.map(({ path }) => join(folder, path)).filter((path) => existsSync(path));
  if (there.length === 0) return;
  const [are, them] = there.length === 1 ? ['is', 'it'] : ['are', 'them'];
  throw new Problem(
    `${there.join(' and ')} ${are} there already, and init overwrites nothing; nothing was written. Move ${them} away, or name another folder: turnwise init FOLDER`,
  );
}

function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    // `wx`: not even what came up in the meantime is overwritten.
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw new Problem(`cannot be written: ${error instanceof Error ? error.message : String(error)}`, {
      file: path,
    });
  }
}

function ignoreRuns(path: string): void {
  const isOpen = existsSync(path) && !/(?:^|\n)$/.test(readFileSync(path, 'utf8'));
  appendFileSync(path, `${isOpen ? '\n' : ''}${ignoreLine}\n`);
}
