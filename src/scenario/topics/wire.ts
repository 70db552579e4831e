import { z } from 'zod';
import { placeholders, wires, type WireSettings } from '../../wires/index.js';
import type { Wire } from '../../wires/wire.js';
import { hasFunctions, orCode } from '../fields/or-code.js';
import { unknownPlaceholder } from '../fields/placeholders.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';
import { literal, template } from '../fields/template.js';
import { fillTemplate } from '../fill.js';

/** The marks of payloads: what the wires fill in per action, and what is known at load. */
export const payloadMarks = [...placeholders, 'value.*', 'run', 'seed'];

const place = z.string().max(200);

const answer = {
  accepted: literal()
    .optional()
    .describe('A reply like this is a yes; a list: any of them. Default {ok: true}.'),
  rejected: literal().optional().describe('A reply like this is a no by the limit. Default {ok: false}.'),
  reason: place.optional().describe('Where the reason of a no stands. Default error.'),
  retryAfter: place
    .optional()
    .describe('Where a no says after how many milliseconds to try again. Default retryAfterMs.'),
  value: place.optional().describe('Where a yes carries what was read or won.'),
  token: place.optional().describe('Where a yes carries its fencing token.'),
  serverAt: place
    .optional()
    .describe("Where a reply carries the server's decision instant, in milliseconds."),
};

const event = {
  event: z
    .string()
    .min(1)
    .superRefine((text, context) => {
      const wrong = unknownPlaceholder(text, payloadMarks);
      if (wrong !== null) context.addIssue({ code: 'custom', message: wrong });
    })
    .describe('The event that is emitted.'),
  payload: template(payloadMarks).optional().describe('Its only argument.'),
  args: z.array(template(payloadMarks)).optional().describe('Its arguments, instead of payload.'),
};

const frames = {
  payload: template(payloadMarks).describe('The whole frame, as JSON.'),
  answers: literal().optional().describe('Only frames like these are replies.'),
  ignore: literal().optional().describe('Frames like these are no replies.'),
};

const eventNames = z.array(z.string().min(1)).min(1);

/** How an action is written on the connection, and how replies are read. */
export const wire = orCode(
  tagged(
    {
      'event-ack': strict({ ...event, ...answer }).superRefine(worksAs('event-ack')),
      'event-reject': strict({
        ...event,
        ...answer,
        rejectedBy: eventNames.optional().describe('Events that say no. Default rate_limited.'),
        acceptedBy: eventNames.optional().describe('Events that say yes, instead of the acknowledgement.'),
        id: place.optional().describe('Where these events repeat ${id}.'),
      }).superRefine(worksAs('event-reject')),
      'json-id': strict({
        ...frames,
        ...answer,
        id: place.optional().describe('Where replies repeat ${id}. Default id.'),
      }).superRefine(worksAs('json-id')),
      'json-order': strict({ ...frames, ...answer }).superRefine(worksAs('json-order')),
    },
    [],
  ),
  (value): value is Wire => hasFunctions(value, ['encode', 'decode']),
).describe('How an action is written on the connection, and how replies are read.');

/** A wire as read: its kind and settings, or the wire itself. */
export type WrittenWire = z.output<typeof wire>;

/** The wire, its `${run}` and `${seed}` filled in. Throws a RangeError where the settings cannot work. */
export function wireOf(written: WrittenWire, values: Readonly<Record<string, string>>): Wire {
  if ('encode' in written) return written;
  switch (written.kind) {
    case 'event-ack':
      return wires['event-ack'](fillTemplate(written.settings, values));
    case 'event-reject':
      return wires['event-reject'](fillTemplate(written.settings, values));
    case 'json-id':
      return wires['json-id'](fillTemplate(written.settings, values));
    case 'json-order':
      return wires['json-order'](fillTemplate(written.settings, values));
  }
}

/** Builds the wire once at load, so that settings that cannot work are reported with their place. */
function worksAs<Kind extends keyof typeof wires>(kind: Kind) {
  return (settings: WireSettings<Kind>, context: z.core.$RefinementCtx): void => {
    try {
      wireOf({ kind, settings } as WrittenWire, { run: 'run', seed: 'seed' });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({
        code: 'custom',
        message: `cannot work: ${error.message}`,
        params: { onlyAlone: true },
      });
    }
  };
}

/** What a wire speaks. */
export function speaksOf(written: WrittenWire): Wire['speaks'] {
  if ('encode' in written) return written.speaks;
  switch (written.kind) {
    case 'event-ack':
    case 'event-reject':
      return 'events';
    case 'json-id':
    case 'json-order':
      return 'frames';
  }
}
