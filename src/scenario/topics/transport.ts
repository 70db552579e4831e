import { z } from 'zod';
import type { Json } from '../../wires/index.js';
import { defaults } from '../defaults.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';
import { template, textMap } from '../fields/template.js';
import { inWords, quoted } from '../fields/say.js';

/** The marks that auth, query and header values may hold; all but run are filled in at connect. */
export const connectMarks = ['user', 'index', 'run', 'user.*'];

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

const tls = strict({
  ca: z.string().min(1).optional().describe('File of the certificate authority to trust.'),
  cert: z.string().min(1).optional().describe('File of the client certificate.'),
  key: z.string().min(1).optional().describe('File of the key of the client certificate.'),
  insecure: z.boolean().prefault(false).describe('Do not verify the server. The report says so loudly.'),
}).superRefine((value, context) => {
  if ((value.cert === undefined) === (value.key === undefined)) return;
  const [there, absent] = value.cert === undefined ? ['key', 'cert'] : ['cert', 'key'];
  context.addIssue({ code: 'custom', path: [there ?? 'tls'], message: `needs a \`${absent}\` beside it` });
});

const headers = textMap(connectMarks).superRefine((map, context) => {
  for (const [name, value] of Object.entries(map)) {
    if (!token.test(name))
      context.addIssue({ code: 'custom', path: [name], message: 'is no valid header name' });
    else if (/[^\t\x20-\x7e\x80-\xff]/.test(value))
      context.addIssue({ code: 'custom', path: [name], message: 'holds characters that no header may hold' });
  }
});

const absolutePath = z.string().regex(/^\/\S*$/, {
  error: ({ input }) => `must start with a slash and hold no spaces, not ${quoted(String(input))}`,
});

const auth = template(connectMarks)
  .refine((value) => typeof value === 'object' && value !== null && !Array.isArray(value), {
    error: ({ input }) => `must be a map, but is ${inWords(input)}`,
  })
  .transform((value) => value as Readonly<Record<string, Json>>) as unknown as z.ZodType<
  Readonly<Record<string, Json>>,
  Record<string, Json>
>;

const repeats =
  'is refused: the client library would send an action again on its own, and no answer could be matched with the send it belongs to; let repeats be actions of their own';

const socketIo = strict({
  namespace: absolutePath.prefault(defaults.socketIo.namespace),
  path: absolutePath.prefault(defaults.socketIo.path),
  transports: z
    .array(z.enum(['websocket', 'polling']))
    .min(1)
    .prefault(['websocket']),
  auth: auth.prefault({}),
  query: textMap(connectMarks).prefault({}),
  headers: headers.prefault({}),
  tls: tls.prefault({}),
  retries: z.never({ error: repeats }).optional(),
});

const ws = strict({
  path: z
    .union([z.literal(''), absolutePath], { error: () => 'must be empty or start with a slash' })
    .prefault(defaults.ws.path),
  subprotocols: z
    .array(
      z
        .string()
        .regex(token, { error: ({ input }) => `must be a subprotocol name, not ${quoted(String(input))}` }),
    )
    .prefault([]),
  query: textMap(connectMarks).prefault({}),
  headers: headers.prefault({}),
  tls: tls.prefault({}),
});

/** Which client connects, and with what. */
export const transport = tagged({ 'socket-io': socketIo, ws }, ['socket-io', 'ws']).describe(
  'The client: `socket-io` or `ws`, or a map with one of them and its settings.',
);
