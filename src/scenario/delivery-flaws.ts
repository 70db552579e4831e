import type { Complaint } from './complaint.js';
import { placeholdersIn } from './fields/placeholders.js';
import { isPlain } from './fields/template.js';
import { textsIn } from './texts-in.js';

type Raw = Readonly<Record<string, unknown>>;

/** What keeps a scenario from knowing its broadcasts, or who is in their rooms. */
export function deliveryFlaws(data: Raw, carries: 'events' | 'frames' | null): readonly Complaint[] {
  const delivery = data['delivery'];
  if (!isPlain(delivery)) return [];
  return [...carriedFlaws(delivery, carries), ...idFlaws(data, delivery), ...memberFlaws(data, delivery)];
}

function carriedFlaws(delivery: Raw, carries: 'events' | 'frames' | null): Complaint[] {
  if (delivery['event'] !== undefined && carries === 'frames')
    return [
      flaw(
        ['delivery', 'event'],
        'cannot work: WebSocket carries frames, not events; say what a broadcast looks like: frame: {type: ...}',
      ),
    ];
  if (delivery['frame'] !== undefined && carries === 'events')
    return [
      flaw(
        ['delivery', 'frame'],
        'cannot work: Socket.IO carries events, not frames; name the events: event: [...]',
      ),
    ];
  return [];
}

/** Where the server never hears the id, no broadcast can repeat it; code may send it otherwise. */
function idFlaws(data: Raw, delivery: Raw): Complaint[] {
  const { session, wire } = data;
  const isInCode = delivery['read'] !== undefined || (isPlain(session) && session['act'] !== undefined);
  if (isInCode || !isPlain(wire) || Object.values(wire).some((part) => typeof part === 'function')) return [];
  const texts = textsIn(wire, ['wire']);
  if (texts.some(({ text }) => placeholdersIn(text).includes('id'))) return [];
  return [
    flaw(
      ['delivery'],
      'needs `${id}` in the payload of the wire: without it no broadcast can say whose it is',
    ),
  ];
}

/** Without joins that are seen, nobody is ever surely in a room. */
function memberFlaws(data: Raw, delivery: Raw): Complaint[] {
  if (delivery['members'] === 'connected' || data['session'] !== undefined) return [];
  return [
    flaw(
      ['delivery'],
      'cannot tell who is in a room: needs `members: connected`, where the server sends to all, or a `session` whose users join (`user.join`), in code',
    ),
  ];
}

function flaw(path: Complaint['path'], text: string): Complaint {
  return { path, about: 'value', text };
}
