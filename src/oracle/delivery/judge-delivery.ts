import type { History } from '../../history/history.js';
import { believable } from '../untrusted.js';
import type { Blame, Blames } from './blame.js';
import { broadcastsOf } from './broadcasts.js';
import { connectionsOf } from './connections.js';
import type { DeliverySpec } from './contract.js';
import { disturbancesOf } from './disturbances.js';
import { membershipsOf } from './memberships.js';
import { blameOrder } from './order.js';
import { receiptsByRow } from './receipts-of.js';
import { sentenceOf } from './sentences.js';
import { timed } from './slow.js';
import { reachOf } from './tally.js';
import { walk, type Scene, type Walked } from './walk.js';
import type { DeliveryVerdict, DeliveryViolation, RoomReach } from './verdict.js';

/** So many receivers of one violation are named. */
const receiversMost = 20;
/** So many rooms are named in a note. */
const roomsMost = 5;

/**
 * Judges what arrived of what was broadcast: who had to get it, may have, and must not. Pure and repeatable.
 *
 * A broadcast happens at some instant between the send and the quiet end (`quietUs` after the answer), each member
 * may be looked up at another such instant, and joins, leaves and losses happen somewhere in their own windows.
 * Nothing is held against a server that some choice of these instants explains.
 */
export function judgeDelivery(spec: DeliverySpec, recorded: History): DeliveryVerdict {
  const history = believable(recorded);
  const scene = sceneOf(spec, history);
  const walked = walk(scene);
  blameOrder(scene, walked, walked.blames);
  const distrust = distrustOf(history);
  const violations = violationsOf(scene, walked.blames, distrust);
  const reach = reachOf(walked.all);
  return {
    broadcasts: walked.all.broadcasts,
    perhaps: scene.broadcasts.kinds.filter((kind) => kind === 'perhaps').length,
    receipts: history.receipts.length,
    strangers: scene.receipts.strangers,
    reach,
    rooms: roomsOf(walked),
    counts: countsOf(violations),
    undecided: reach.expectedMost - reach.expectedLeast - (reach.received - reach.receivedOfLeast),
    violations,
    ...timed(scene, walked.isFirst),
    void: distrust,
    notes: notesOf(scene, walked),
  };
}

function sceneOf(spec: DeliverySpec, history: History): Scene {
  const receipts = receiptsByRow(history);
  const connections = connectionsOf(history, receipts);
  return {
    history,
    spec,
    receipts,
    connections,
    broadcasts: broadcastsOf(history, spec),
    memberships: membershipsOf(history, connections, spec.members ?? 'joined'),
    disturbances: disturbancesOf(history, connections, spec.quietUs),
  };
}

/** Times of a clock that jumped, or of several, order nothing. */
function distrustOf(history: History): string | null {
  for (const event of history.events) if (event.kind === 'clock-untrusted') return event.reason;
  const machines = history.codes('machine');
  for (let row = 1; row < machines.length; row++)
    if (machines[row] !== machines[0]) return 'the times come from several machines';
  return null;
}

function violationsOf(scene: Scene, { all }: Blames, distrust: string | null): readonly DeliveryViolation[] {
  if (distrust !== null) return [];
  // One that never came says more of the scenario, which may not know it, than of the server.
  if (scene.receipts.order.length === 0) return [];
  // Where others use the same ids, what arrived may be theirs; what did not come is missing all the same.
  const provable = all.filter(({ kind }) => kind === 'missing' || scene.receipts.strangers === 0);
  return provable.toSorted((a, b) => a.row - b.row).map((blame) => violationOf(scene, blame));
}

function violationOf(scene: Scene, blame: Blame): DeliveryViolation {
  const { history, connections } = scene;
  return {
    kind: blame.kind,
    rows: rowsOf(blame),
    rooms: blame.rooms,
    receivers: blame.receivers.slice(0, receiversMost).map((receiver) => connections.names[receiver]),
    receiverCount: blame.receivers.length,
    because: sentenceOf(scene, blame),
    atUs: history.sentAtUs[blame.row],
  };
}

function rowsOf({ row, before, steps }: Blame): readonly number[] {
  if (steps !== undefined)
    return [...new Set(steps.map((step) => step.before)), row].toSorted((a, b) => a - b);
  return before < 0 ? [row] : [before, row];
}

function countsOf(violations: readonly DeliveryViolation[]): DeliveryVerdict['counts'] {
  const counts = { missing: 0, duplicate: 0, leak: 0, phantom: 0, order: 0 };
  for (const { kind, receiverCount } of violations) counts[kind] += receiverCount;
  return counts;
}

function roomsOf({ rooms }: Walked): readonly RoomReach[] {
  return [...rooms]
    .map(([room, tally]) => ({ room, broadcasts: tally.broadcasts, ...reachOf(tally) }))
    .toSorted((a, b) => (a.room < b.room ? -1 : 1));
}

function notesOf(
  { memberships, broadcasts, receipts, history }: Scene,
  { rooms }: Walked,
): readonly string[] {
  const unseen = [...rooms.keys()].filter((room) => !memberships.isKnown(room)).sort();
  const names = unseen.slice(0, roomsMost).join(', ');
  const more = unseen.length > roomsMost ? ` and ${unseen.length - roomsMost} more` : '';
  return [
    ...(unseen.length === 0
      ? []
      : [`nobody was seen to join ${names}${more}: who is in there is unknown (user.join says it)`]),
    ...(broadcasts.trouble === null ? [] : [broadcasts.trouble]),
    ...(receipts.strangers === 0
      ? []
      : [
          `${receipts.strangers} of ${history.receipts.length} broadcasts that arrived were of no action of this run, or came before it was sent: others use the same ids, so only what is missing can be held against the server`,
        ]),
    ...(history.complete ? [] : ['the history broke off: nothing can be said to be missing']),
  ];
}
