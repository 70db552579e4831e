import type { Reach } from '../oracle/delivery/verdict.js';
import type { DeliveryReport } from './delivery-report.js';
import { countText, plural, shareText } from './words.js';

/** What is held against the server: nothing, or the first proof and how many there are. */
export function deliveryFaults(delivery: DeliveryReport | null): readonly string[] {
  const first = delivery?.violations[0];
  if (delivery === null || first === undefined) return [];
  if (delivery.violationCount === 1) return [`delivery: ${first.because}`];
  return [
    `${countText(delivery.violationCount)} faults of delivery are proven (${faultsText(delivery)}); the first: ${first.because}`,
  ];
}

/** `12 missing, 1 duplicate`: in pairs of action and receiver, only what there is. */
export function faultsText(delivery: DeliveryReport): string {
  const { missing, duplicates, leaks, phantoms, outOfOrder } = delivery;
  const parts = [
    ...(missing > 0 ? [`${countText(missing)} missing`] : []),
    ...(duplicates > 0 ? [plural(duplicates, 'duplicate')] : []),
    ...(leaks > 0 ? [plural(leaks, 'leak')] : []),
    ...(phantoms > 0 ? [`${plural(phantoms, 'broadcast')} of refused actions`] : []),
    ...(outOfOrder > 0 ? [`${countText(outOfOrder)} out of order`] : []),
  ];
  return parts.length === 0 ? 'nothing missing, doubled or astray' : parts.join(', ');
}

/** What a run without faults shows of its broadcasts. */
export function deliveryPraise(delivery: DeliveryReport | null): readonly string[] {
  if (delivery === null) return [];
  const { expectedLeast } = delivery.reach;
  return [
    `all ${plural(expectedLeast, 'delivery', 'deliveries')} that ${expectedLeast === 1 ? 'was' : 'were'} surely due came (${plural(delivery.broadcasts, 'broadcast')}, reach ${reachText(delivery.reach)}), ${faultsText(delivery)}`,
  ];
}

/** `1`, or `0.97 to 1` where memberships are not certain; a dash where nobody was expected. */
export function reachText({ least, most }: Pick<Reach, 'least' | 'most'>): string {
  if (least === null || most === null) return '-';
  return least === most ? shareText(least) : `${shareText(least)} to ${shareText(most)}`;
}

/** How the note begins that says that members of rooms are not known. */
export const unseenLead = 'nobody was seen to join ';

/** Why the broadcasts of a run prove nothing, where it was asked to judge them. */
export function deliveryDoubts(delivery: DeliveryReport | null): readonly string[] {
  if (delivery === null) return [];
  if (delivery.void !== null) return [`no delivery could be judged: ${delivery.void}`];
  if (delivery.broadcasts === 0)
    return ['no delivery could be judged: no action was accepted that is broadcast to a room'];
  const unseen = delivery.notes.find((note) => note.startsWith(unseenLead));
  if (delivery.receipts === delivery.strangers)
    return [
      ...(unseen === undefined ? [] : [`no delivery could be judged: ${unseen}`]),
      `not one of ${plural(delivery.broadcasts, 'broadcast')} was recognized: the server sends none, or \`delivery\` does not say what they look like`,
    ];
  if (delivery.reach.expectedLeast > 0) return [];
  const why =
    unseen ??
    delivery.notes[0] ??
    'nobody was surely in a room from before a send until the quiet end, free of faults, on a connection that stayed open';
  return [`no delivery could be judged: ${why}`];
}

/** What a reader may do about deliveries. */
export function deliveryAdvice(delivery: DeliveryReport | null, isMeasured: boolean): readonly string[] {
  const first = delivery?.violations[0];
  const [receiver] = first?.receivers ?? [];
  if (first === undefined || receiver === undefined || !isMeasured) return [];
  const user = receiver.replace(/\.[^.]*$/u, '');
  const advice = `To see what reached the first receiver of that broadcast, add --trace ${user}.`;
  if (first.kind !== 'missing') return [advice];
  return [
    advice,
    'Socket.IO sends at most once: what a client must not miss needs an offset and a replay on reconnect.',
  ];
}
