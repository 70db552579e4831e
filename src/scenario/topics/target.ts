import { z } from 'zod';
import { didYouMean } from '../nearest.js';
import { inWords, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import type { Target } from '../scenario.js';

export type TargetInput =
  string | { server: string; bug?: string | undefined; settings?: Record<string, number> | undefined };

const schemes = ['http', 'https', 'ws', 'wss'];
const serverName = /^[a-z][a-z0-9-]*$/i;

/** Whom to test: a URL, or a reference server of this package by name, with or without a known bug. */
export function target(): z.ZodType<Target, TargetInput> {
  const server = z.string().regex(serverName, {
    error: ({ input }) => `must be the name of a reference server, not ${quoted(String(input))}`,
  });
  const settings = z
    .record(z.string(), z.number().min(0))
    .prefault({})
    .describe('Settings of the server, e.g. {cooldownMs: 300}; `turnwise serve --list` shows them.');
  const embedded = strict({ server, bug: z.string().min(1).optional(), settings }).transform(
    (value): Target => ({
      kind: 'embedded',
      server: value.server,
      bug: value.bug ?? null,
      settings: value.settings,
    }),
  );
  return z
    .union([z.string().transform(fromText), embedded], {
      error: ({ input }) =>
        `must be a URL, the name of a reference server or {server, bug, settings}, but is ${inWords(input)}`,
    })
    .describe(
      'A URL (http, https, ws, wss), or a reference server such as `arena`, started in a process of its own.',
    );
}

function fromText(text: string, context: z.core.$RefinementCtx): Target {
  if (serverName.test(text)) return { kind: 'embedded', server: text, bug: null, settings: {} };
  const flaw = flawOf(text);
  if (flaw === null) return { kind: 'url', url: text };
  context.addIssue({ code: 'custom', message: flaw });
  return z.NEVER;
}

function flawOf(text: string): string | null {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text) ?? [];
  if (scheme === undefined) {
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
