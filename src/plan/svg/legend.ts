import type { Aim } from '../plan.js';
import { colourOf } from './colour.js';
import { escaped, shortened } from './escaped.js';
import { markOf, markPx } from './marks.js';

/** A drawing and how high it is. */
export interface Drawn {
  readonly lines: readonly string[];
  readonly bottom: number;
}

const rowPx = 20;
/** More colours than these nobody tells apart. */
const usersMax = 36;
const nameMax = 14;
/** Of the monospaced letters of 12 pixels. */
const letterPx = 7.3;

const aims: readonly (readonly [Aim, string])[] = [
  ['accept', 'to be accepted'],
  ['reject', 'to be refused'],
  ['open', 'may go either way'],
];

/** What marks and colours mean, in lines of at most this width. */
export function legendOf(
  userNames: readonly string[],
  hasShadows: boolean,
  top: number,
  right: number,
): Drawn {
  const lines: string[] = [];
  let x = 12;
  for (const [aim, words] of aims) {
    lines.push(
      markOf(aim, { x: x + markPx, y: top - 4, colour: colourOf(0), says: '' }),
      textOf(x + 16, top, words),
    );
    x += 16 + words.length * letterPx + 18;
  }
  if (hasShadows) {
    lines.push(`<rect class="shadow" x="${x}" y="${top - 10}" width="22" height="12"/>`);
    lines.push(textOf(x + 28, top, 'the limit, after each'));
  }
  return usersOf(userNames, lines, top + rowPx, right);
}

function usersOf(userNames: readonly string[], above: readonly string[], top: number, right: number): Drawn {
  const lines = [...above];
  let x = 12;
  let y = top;
  const place = (width: number): number => {
    if (x + width > right && x > 12) {
      x = 12;
      y += rowPx;
    }
    const at = x;
    x += width;
    return at;
  };
  for (const [user, name] of userNames.slice(0, usersMax).entries()) {
    const short = shortened(name, nameMax);
    const at = place(14 + short.length * letterPx + 12);
    lines.push(`<rect x="${at}" y="${y - 9}" width="10" height="10" rx="2" fill="${colourOf(user)}"/>`);
    lines.push(textOf(at + 14, y, short));
  }
  const more = userNames.length - usersMax;
  if (more > 0) lines.push(textOf(place(120), y, `… and ${more} more`));
  return { lines, bottom: y + rowPx };
}

function textOf(x: number, y: number, words: string): string {
  return `<text class="soft" x="${Math.round(x)}" y="${y}">${escaped(words)}</text>`;
}
