import type { Gaps } from '../gaps.js';

/** An answer of a contradiction. */
export interface Piece {
  readonly row: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly isAccept: boolean;
}

/** One step from a recorded time to the contradiction. */
export type Link =
  /** Not before it was sent. */
  | { readonly kind: 'sent'; readonly row: number; readonly fromUs: number }
  /** Not before the limit had passed since another accept. */
  | { readonly kind: 'after'; readonly row: number; readonly other: number; readonly fromUs: number }
  /** Not after it was answered. */
  | { readonly kind: 'answered'; readonly row: number; readonly untilUs: number }
  /** Not after a refusal was answered that no earlier accept can explain. */
  | { readonly kind: 'explains'; readonly row: number; readonly reject: number; readonly untilUs: number }
  /** A refusal that is left without an accept to explain it. */
  | { readonly kind: 'unexplained'; readonly reject: number };

/**
 * Why some answers under a cooldown contradict each other, as a chain of bounds: each accept not
 * before the one in front of it and the limit, and not after the refusals that need it; the last two
 * links cannot both hold. `null` where it takes more than that to see, as with nested windows.
 */
export function chainOf(pieces: readonly Piece[], gaps: Gaps): readonly Link[] | null {
  const accepts = pieces.filter(({ isAccept }) => isAccept).sort(byWindow);
  const rejects = pieces.filter(({ isAccept }) => !isAccept).sort(byWindow);
  if (accepts.some((one, index) => index > 0 && one.endUs < accepts[index - 1].endUs)) return null;
  let earliest: { readonly atUs: number; readonly links: readonly Link[] } = { atUs: -Infinity, links: [] };
  let latestUs = -Infinity;
  for (const [index, { row, startUs, endUs }] of accepts.entries()) {
    const afterUs = earliest.atUs + gaps.acceptUs;
    earliest =
      startUs >= afterUs
        ? { atUs: startUs, links: [{ kind: 'sent', row, fromUs: startUs }] }
        : {
            atUs: afterUs,
            links: [
              ...earliest.links,
              { kind: 'after', row, other: accepts[index - 1].row, fromUs: afterUs },
            ],
          };
    const due = mostUrgent(rejects, latestUs + gaps.refuseUs);
    const isDue = due !== null && due.endUs < endUs;
    const untilUs = isDue ? due.endUs : endUs;
    if (earliest.atUs > untilUs) {
      const end: Link = isDue
        ? { kind: 'explains', row, reject: due.row, untilUs }
        : { kind: 'answered', row, untilUs };
      return [...earliest.links, end];
    }
    latestUs = untilUs;
  }
  const left = mostUrgent(rejects, latestUs + gaps.refuseUs);
  return left === null ? null : [...earliest.links, { kind: 'unexplained', reject: left.row }];
}

/** Of the refusals that began when the last accept was too old for them, the one answered first. */
function mostUrgent(rejects: readonly Piece[], tooOldUs: number): Piece | null {
  let first: Piece | null = null;
  for (const reject of rejects)
    if (reject.startUs >= tooOldUs && (first === null || reject.endUs < first.endUs)) first = reject;
  return first;
}

function byWindow(a: Piece, b: Piece): number {
  return a.startUs - b.startUs || a.endUs - b.endUs || a.row - b.row;
}
