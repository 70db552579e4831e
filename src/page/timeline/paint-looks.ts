import type { Boxes } from './boxes.js';
import { firstWrong, looks, noAnswer, type Look } from './looks.js';
import type { Palette } from './palette.js';

type Pen = CanvasRenderingContext2D;

/** Smaller boxes have no room for an inside. */
const insideLeast = 5;

/** Marks above the wrong ones of stripes that count. */
export function paintStripeMarks(pen: Pen, boxes: Boxes, palette: Palette): void {
  for (let look = firstWrong; look < looks.length; look++) {
    const { count, values } = boxes.of(look);
    if (count > 0) marks(pen, values, count, palette);
  }
}

/** Single windows as their looks: accepts full, rejects hollow, no answer with an open end, wrong ones with a mark above. */
export function paintBars(pen: Pen, boxes: Boxes, palette: Palette): void {
  for (const [look, shape] of looks.entries()) {
    const { count, values } = boxes.of(look);
    if (count === 0) continue;
    pen.fillStyle = palette[shape.tone];
    for (let at = 0; at < 4 * count; at += 4) {
      const [x, y, wide, tall] = [values[at], values[at + 1], values[at + 2], values[at + 3]];
      if (look === noAnswer) openBox(pen, x, y, wide, tall);
      else pen.fillRect(x, y, wide, tall);
    }
    if (shape.side !== 'accept' && look !== noAnswer) hollow(pen, values.subarray(0, 4 * count), palette);
    if (shape.words === 'error' || shape.words === 'wrong reason') barred(pen, values, count, palette, shape);
    if (look >= firstWrong) marks(pen, values, count, palette);
  }
}

/** A beginning, and an end that nobody saw. */
function openBox(pen: Pen, x: number, y: number, wide: number, tall: number): void {
  if (wide < 8) return pen.fillRect(x, y, wide, tall);
  const middle = y + tall / 2;
  const thin = Math.max(1, tall / 4);
  pen.fillRect(x, y, 2.5, tall);
  for (const from of [2.5, 7, 11.5]) pen.fillRect(x + from, middle - thin / 2, 3, thin);
}

function hollow(pen: Pen, values: Float64Array, palette: Palette): void {
  pen.fillStyle = palette.paper;
  for (let at = 0; at < values.length; at += 4) {
    const [x, y, wide, tall] = [values[at], values[at + 1], values[at + 2], values[at + 3]];
    if (tall < insideLeast) continue;
    const rim = tall > 8 ? 2 : 1.5;
    if (wide >= insideLeast) pen.fillRect(x + rim, y + rim, wide - 2 * rim, tall - 2 * rim);
    // Too narrow to be hollow: two halves.
    else pen.fillRect(x, y + tall / 3, wide, tall / 3);
  }
}

function barred(pen: Pen, values: Float64Array, count: number, palette: Palette, { tone }: Look): void {
  pen.fillStyle = palette[tone];
  for (let at = 0; at < 4 * count; at += 4) {
    const [x, y, wide, tall] = [values[at], values[at + 1], values[at + 2], values[at + 3]];
    if (tall >= insideLeast) pen.fillRect(x, y + tall / 2 - 1, wide, 2);
  }
}

/** How far a mark stands above what it marks. */
export const markTall = 6;
/** Pixels between two marks. */
const markApart = 5;

/** A triangle that points at what is wrong. */
function marks(pen: Pen, values: Float64Array, count: number, palette: Palette): void {
  pen.beginPath();
  const last = { x: -Infinity, y: -Infinity };
  for (let at = 0; at < 4 * count; at += 4) {
    const x = values[at] + Math.min(values[at + 2] / 2, 400);
    const y = values[at + 1] + 1;
    // Marks that would lie upon each other are one.
    if (Math.abs(x - last.x) < markApart && Math.abs(y - last.y) < markApart) continue;
    [last.x, last.y] = [x, y];
    pen.moveTo(x, y);
    pen.lineTo(x - 4.5, y - markTall - 1);
    pen.lineTo(x + 4.5, y - markTall - 1);
    pen.closePath();
  }
  pen.strokeStyle = palette.paper;
  pen.lineWidth = 2;
  pen.stroke();
  pen.fillStyle = palette.wrong;
  pen.fill();
}
