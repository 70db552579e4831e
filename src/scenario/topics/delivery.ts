import { z } from 'zod';
import type { DeliverySpec } from '../../oracle/delivery/contract.js';
import { duration } from '../fields/duration-field.js';
import { orCode } from '../fields/or-code.js';
import { unknownPlaceholder } from '../fields/placeholders.js';
import { inWords } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { literal } from '../fields/template.js';
import type { Delivery } from '../live.js';

/** What stands for an action in the names of its rooms. */
const roomMarks = ['resource', 'user', 'action', 'group', 'phase', 'run', 'seed'];

const place = z.string().max(200);
const eventName = z.string().min(1);

const roomName = z
  .string()
  .min(1)
  .max(200)
  .superRefine((text, context) => {
    const wrong = unknownPlaceholder(text, roomMarks);
    if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
  });

/** Scenarios may be written `as const`. */
function listOf(text: z.ZodString): z.ZodType<readonly string[], readonly string[]> {
  return z.array(text).min(1).readonly();
}

const isRooms = (value: unknown): value is DeliverySpec['roomsOf'] => typeof value === 'function';

const onlyInCode = 'must be a function, and only a TypeScript or JavaScript scenario can hold one';

/** What accepted actions are broadcast to whom, and how a broadcast is known when it arrives. */
export const delivery = strict({
  event: z
    .union([eventName, z.array(eventName).min(1)], {
      error: ({ input }) => `must be the name of an event or a list of names, but is ${inWords(input)}`,
    })
    .optional()
    .describe('Socket.IO: the events that are broadcasts.'),
  frame: literal().optional().describe('WebSocket: frames like this are broadcasts; a list: any of them.'),
  read: z
    .custom<Delivery['read']>((value) => typeof value === 'function', { error: onlyInCode })
    .optional()
    .describe('In code: (inbound) => {requestId, room} or null, instead of event, frame, id and room.'),
  id: place.optional().describe('Where a broadcast repeats the `${id}` of its action. Default id.'),
  room: place.optional().describe('Where a broadcast names its room; absent: it does not.'),
  rooms: orCode(listOf(roomName), isRooms)
    .optional()
    .describe(
      'The rooms that an accepted action is broadcast to; `${resource}`, `${user}`, `${action}`, `${group}` and `${phase}` are its own.',
    ),
  members: z
    .enum(['joined', 'connected'])
    .prefault('joined')
    .describe('Who is in a room: who was seen to join it in a session, or everybody who is connected.'),
  echo: z
    .boolean()
    .prefault(true)
    .describe('Whether the connection that sent an action gets its broadcast too.'),
  order: z
    .enum(['none', 'sender', 'room', 'total'])
    .prefault('none')
    .describe(
      "What may be expected of the order: nothing; each sender's; that what was surely accepted first comes first in a room; the same for all members of a room.",
    ),
  quiet: duration('s')
    .prefault('2s')
    .describe('A broadcast that has not come so long after the answer does not come any more.'),
  copies: z
    .enum(['per-room', 'one'])
    .prefault('per-room')
    .describe('What whoever is in several of the rooms gets: perhaps a copy for each, or one in all.'),
  atLeastOnce: z.boolean().prefault(false).describe('Whether a connection may get a broadcast twice.'),
})
  .superRefine((written, context) => {
    const ways = (['event', 'frame', 'read'] as const).filter((key) => written[key] !== undefined);
    if (ways.length !== 1) {
      const message =
        'needs exactly one of `event` (Socket.IO), `frame` (WebSocket) and `read` (code), to know a broadcast by';
      context.addIssue({ code: 'custom', message, params: { onlyAlone: true } });
    }
    if (written.rooms === undefined && written.members === 'joined')
      context.addIssue({
        code: 'custom',
        path: ['rooms'],
        message:
          "is missing: where does an accepted action go? e.g. ['${resource}'], or `members: connected` where it goes to all",
        params: { onlyAlone: true },
      });
    for (const key of ['id', 'room'] as const)
      if (written.read !== undefined && written[key] !== undefined)
        context.addIssue({
          code: 'custom',
          path: [key],
          message: 'has no use beside `read`, which reads it itself',
        });
  })
  .describe(
    'What accepted actions are broadcast to whom, and how a broadcast is known: judged by who got it.',
  );

export type WrittenDelivery = z.output<typeof delivery>;
