import type { Aim } from '../plan.js';

/** Half the size of a mark. */
export const markPx = 5;

/** A mark at a place, in a user's colour, with what it says when pointed at; both are escaped already. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly colour: string;
  readonly says: string;
}

const shapes: Readonly<Record<Aim, (mark: Mark) => string>> = {
  accept: ({ x, y, colour, says }) =>
    `<circle class="accept" cx="${x}" cy="${y}" r="${markPx}" fill="${colour}">${titleOf(says)}</circle>`,
  reject: ({ x, y, colour, says }) =>
    `<path class="reject" d="M${x - 4} ${y - 4}l8 8m0 -8l-8 8" stroke="${colour}">${titleOf(says)}</path>`,
  open: ({ x, y, colour, says }) =>
    `<circle class="open" cx="${x}" cy="${y}" r="${markPx - 1}" stroke="${colour}">${titleOf(says)}</circle>`,
};

/** A disc is to be accepted, a cross to be refused, a ring may be either. */
export function markOf(aim: Aim, mark: Mark): string {
  return shapes[aim](mark);
}

function titleOf(says: string): string {
  return says === '' ? '' : `<title>${says}</title>`;
}
