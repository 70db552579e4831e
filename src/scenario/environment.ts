import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import type { Complaint, Path } from './complaint.js';
import { quoted } from './fields/say.js';
import { isCode, isPlain } from './fields/template.js';
import { didYouMean } from './nearest.js';
import { Problem } from './problem.js';

/** Environment variables; absent ones are `undefined`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A scenario with its `${env:NAME}` marks filled in, and what was filled in: the secrets. */
export interface Filled {
  readonly data: unknown;
  readonly secrets: readonly string[];
  readonly complaints: readonly Complaint[];
}

/** The variables of a dotenv file under those of the process: what is set outside wins. */
export function environmentOf(env: Environment, envFile: string | undefined): Environment {
  if (envFile === undefined) return env;
  try {
    const set = Object.entries(env).filter(([, value]) => value !== undefined);
    return { ...parseEnv(readFileSync(envFile, 'utf8')), ...Object.fromEntries(set) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Problem(
      code === 'ENOENT' ? 'this file of variables does not exist' : `cannot be read (${code})`,
      {
        file: envFile,
      },
    );
  }
}

/** Fills the `${env:NAME}` marks of all texts; keys hold none. Code stays as it is. */
export function fillEnvironment(data: unknown, env: Environment): Filled {
  const secrets: string[] = [];
  const complaints: Complaint[] = [];
  const fillText = (text: string, path: Path): string =>
    text.replaceAll(/\$\{env:([^}]*)\}/g, (mark, name: string) => {
      const value = Object.hasOwn(env, name) ? env[name] : undefined;
      if (value === undefined) complaints.push({ path, about: 'value', text: absentText(name, env) });
      else secrets.push(value);
      return value ?? mark;
    });
  const fill = (value: unknown, path: Path): unknown => {
    if (typeof value === 'string') return fillText(value, path);
    if (Array.isArray(value)) return value.map((entry, index) => fill(entry, [...path, index]));
    // At the root functions are hooks; deeper down a record with functions is somebody's code.
    if (!isPlain(value) || (path.length > 0 && isCode(value))) return value;
    for (const key of Object.keys(value))
      if (key.includes('${env:'))
        complaints.push({
          path: [...path, key],
          about: 'key',
          text: `variables work in values, not in the key ${quoted(key)}`,
        });
    return Object.fromEntries(
      Object.entries(value).map(([key, entry]) => [key, fill(entry, [...path, key])]),
    );
  };
  return { data: fill(data, []), secrets, complaints };
}

function absentText(name: string, env: Environment): string {
  const known = Object.keys(env).filter((each) => env[each] !== undefined);
  return `needs the environment variable ${quoted(name)}, which is not set${didYouMean(name, known)}`;
}
