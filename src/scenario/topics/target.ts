import { z } from 'zod';
import { count } from '../fields/numbers.js';
import { didYouMean } from '../nearest.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import type { Target } from '../scenario.js';

export type TargetInput =
  | string
  | {
      server: string;
      bug?: string | undefined;
      settings?: Record<string, number> | undefined;
      nodes?: number | undefined;
      store?: string | undefined;
    }
  | {
      module: string;
      bug?: string | undefined;
      settings?: Record<string, number> | undefined;
      nodes?: number | undefined;
      redis?: string | undefined;
    };

const schemes = ['http', 'https', 'ws', 'wss'];
/** Files that a server module may be. */
const moduleFile = /\.[cm]?[jt]s$/;
const serverName = /^[a-z][a-z0-9-]*$/i;
/** More processes than this are no test of a server any more, but of the machine. */
const nodesMax = 16;

/** Whom to test: a URL, or a reference server of this package by name, with or without a known bug. */
export function target(): z.ZodType<Target, TargetInput> {
  const server = z.string().regex(serverName, {
    error: ({ input }) => `must be the name of a reference server, not ${quoted(String(input))}`,
  });
  const settings = z
    .record(z.string(), z.number().min(0))
    .prefault({})
    .describe('Settings of the server, e.g. {cooldownMs: 300}; `turnwise serve --list` shows them.');
  const processes = count().max(nodesMax);
  const nodes = processes
    .prefault(1)
    .describe('Processes behind its one address; several need a store that they share.');
  const embedded = strict({
    server,
    bug: z.string().min(1).optional(),
    settings,
    nodes,
    store: store().optional(),
  }).transform((value): Target => ({
    kind: 'embedded',
    server: value.server,
    bug: value.bug ?? null,
    settings: value.settings,
    nodes: value.nodes,
    store: value.store ?? null,
  }));
  const own = strict({
    module: z
      .string()
      .regex(moduleFile, { error: ({ input }) => `must be a .ts or .js file, not ${quoted(String(input))}` })
      .describe('A file whose default export is a server (`defineServer`), relative to the scenario.'),
    bug: z.string().min(1).optional().describe('One of the known bugs of the module.'),
    settings: settings.describe('Settings of the module, over its own defaults.'),
    nodes: processes.optional().describe('Its processes; default: as many as the module says.'),
    redis: redis().optional(),
  }).transform((value): Target => ({
    kind: 'module',
    file: value.module,
    bug: value.bug ?? null,
    settings: value.settings,
    nodes: value.nodes ?? null,
    redis: value.redis ?? null,
  }));
  return z
    .union([z.string().transform(fromText), embedded, own], {
      error: ({ input }) =>
        `must be a URL, the name of a reference server, {server, bug, settings, nodes, store} or {module, bug, settings, nodes, redis}, but is ${inWords(input)}`,
    })
    .describe(
      'A URL (http, https, ws, wss), a reference server such as `arena`, or a server module of your own; both are started in processes of their own.',
    );
}

/** The address of a Redis. Messages never repeat it: it may hold a password. */
function store(): z.ZodType<string, string> {
  return z
    .string()
    .refine(isRedisUrl, {
      error: () => 'must be the URL of a Redis, e.g. `redis://127.0.0.1:6379`, or rediss for one over TLS',
    })
    .describe(
      'The Redis that keeps what the server knows, e.g. redis://127.0.0.1:6379; else its own memory.',
    );
}

/** A Redis for a server module: an address, which messages never repeat, or the word that starts one. */
function redis(): z.ZodType<string, string> {
  return z
    .string()
    .refine((text) => text === 'start' || isRedisUrl(text), {
      error: () => 'must be `start`, or the URL of a Redis, e.g. `redis://127.0.0.1:6379`',
    })
    .describe(
      '`start` starts one for the run; or the URL of one that runs. Without it one is started if the module needs it.',
    );
}

function isRedisUrl(text: string): boolean {
  return /^rediss?:\/\/[^/]/i.test(text) && URL.canParse(text);
}

function fromText(text: string, context: z.core.$RefinementCtx): Target {
  if (serverName.test(text))
    return { kind: 'embedded', server: text, bug: null, settings: {}, nodes: 1, store: null };
  const flaw = flawOf(text);
  if (flaw === null) return { kind: 'url', url: text };
  context.addIssue({ code: 'custom', message: flaw });
  return z.NEVER;
}

function flawOf(text: string): string | null {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  if (scheme === undefined) {
    if (moduleFile.test(text))
      return `is no URL; a server module is written {module: ${quoted(text).slice(1, -1)}}`;
    const hint =
      URL.canParse(`http://${text}`) && text !== ''
        ? `; did you mean \`http://${quoted(text).slice(1, -1)}\`?`
        : '';
    return `must be a URL or the name of a reference server, not ${quoted(text)}${hint}`;
  }
  if (!schemes.includes(scheme.toLowerCase()))
    return `must be a URL of http, https, ws or wss, not of ${quoted(scheme)}${didYouMean(scheme, schemes)}`;
  return URL.canParse(text) ? null : `is no URL: ${quoted(text)}`;
}
