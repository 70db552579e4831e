import type { History } from '../../history/history.js';
import { defaultAction } from '../../history/fields.js';
import { durationText } from '../duration-text.js';
import { plainText, textOf } from '../sentences/words.js';
import type { Blame } from './blame.js';
import type { Scene } from './walk.js';

/** The one sentence that says what is wrong, with names and numbers, and true as it stands. */
export function sentenceOf(scene: Scene, blame: Blame): string {
  const { history, spec } = scene;
  const { row, us, count } = blame;
  const who = receiversText(scene, blame);
  const what = `the broadcast of ${actText(history, row)}${toText(blame.rooms)}, sent ${atText(history, row)}`;
  const example = nameOf(scene, blame.receivers[0]);
  switch (blame.kind) {
    case 'missing':
      return `${who} never got ${what} and accepted ${afterText(history, row)}: ${membersText(scene, blame)} from before the send until ${durationText(spec.quietUs)} after the answer, on connections that stayed open.`;
    case 'duplicate':
      return `${who} got ${what}, more than once: ${example} ${count} times, the last two ${durationText(us)} apart.`;
    case 'leak':
      return `${who} got ${what}, ${leakText(scene, blame, example)}`;
    case 'phantom':
      return `${who} got ${what}, although it was refused ${afterText(history, row)}.`;
    case 'order':
      return orderText(scene, blame, who);
  }
}

function membersText({ spec }: Scene, { rooms, receivers }: Blame): string {
  const be = receivers.length === 1 ? 'it was' : 'they were';
  if (spec.members === 'connected') return `${be} connected`;
  return rooms.length === 1 ? `${be} in that room` : `${be} in one of these rooms`;
}

function leakText(scene: Scene, { row, rooms, receivers, us }: Blame, example: string): string {
  const { spec, connections } = scene;
  if (!spec.echo && connections.senders[row] === receivers[0])
    return 'although nobody gets what it has sent on the same connection.';
  if (rooms.length === 0) return 'although it goes to nobody.';
  const where = rooms.length === 1 ? 'that room' : 'any of these rooms';
  const be = receivers.length === 1 ? 'was' : 'were';
  return `and surely ${be} not in ${where}: to ${example} it came ${durationText(us)} after the send, and at no time in between was it a member.`;
}

function orderText(scene: Scene, { row, before, us, rooms, steps }: Blame, who: string): string {
  const { history } = scene;
  if (steps !== undefined) {
    const told = steps
      .slice(0, namesMost)
      .map(
        (step) =>
          `${nameOf(scene, step.receiver)} got ${sentText(history, step.before)} before ${sentText(history, step.after)}`,
      );
    return `the members of room ${plainText(rooms[0] ?? '')} cannot all have got everything in one order: ${listText(told)}.`;
  }
  const late = sentText(history, row);
  const early = sentText(history, before);
  if (rooms.length === 0)
    return `${who} got ${late}, after ${early}, which was sent ${durationText(us)} later on the same connection.`;
  return `${who} got ${late} and accepted ${afterText(history, row)}, in room ${plainText(rooms[0])} after ${early}, which was sent ${durationText(us)} after that answer.`;
}

const sentText = (history: History, row: number): string =>
  `${actText(history, row)} (sent ${atText(history, row)})`;

const namesMost = 3;

/** `u3.1, u7.1, u9.1 and 4 more`. */
function receiversText(scene: Scene, { receivers }: Blame): string {
  const names = receivers.slice(0, namesMost).map((receiver) => nameOf(scene, receiver));
  const more = receivers.length - names.length;
  return listText(more > 0 ? [...names, `${more} more`] : names);
}

function listText(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

function nameOf({ connections }: Scene, receiver: number): string {
  return plainText(connections.names[receiver] ?? '');
}

/** `u2's deal on r1`; `u2 on r1` where there is one thing to do. */
function actText(history: History, row: number): string {
  const user = textOf(history, 'user', row);
  const action = textOf(history, 'action', row);
  const resource = textOf(history, 'resource', row);
  return action === defaultAction ? `${user} on ${resource}` : `${user}'s ${action} on ${resource}`;
}

function toText(rooms: readonly string[]): string {
  if (rooms.length === 0) return '';
  const shown = rooms.slice(0, namesMost).map(plainText);
  const more = rooms.length - shown.length;
  const list = listText(more > 0 ? [...shown, `${more} more`] : shown);
  return rooms.length === 1 ? ` to room ${list}` : ` to the rooms ${list}`;
}

function atText({ sentAtUs }: History, row: number): string {
  return `${(sentAtUs[row] / 1_000_000).toFixed(3)} s into the run`;
}

function afterText({ sentAtUs, settledAtUs }: History, row: number): string {
  return `${durationText(settledAtUs[row] - sentAtUs[row])} later`;
}
