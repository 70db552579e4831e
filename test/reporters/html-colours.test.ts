import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sheet = readFileSync(join(import.meta.dirname, '../../src/page/style.css'), 'utf8');

type Colours = Readonly<Record<string, string>>;

/** The variables of the first `:root` behind a place in the sheet. */
function coloursAfter(start: string): Colours {
  const from = sheet.indexOf(':root', sheet.indexOf(start));
  const block = sheet.slice(from, sheet.indexOf('}', from));
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/gu)].map(([, name = '', colour = '']) => [name, colour]),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const texts = 'ink soft good bad doubt accept reject unknown violet link'.split(' ');
const tinted: readonly (readonly [text: string, tint: string])[] = [
  ['good', 'good-tint'],
  ['bad', 'bad-tint'],
  ['doubt', 'doubt-tint'],
  ['ink', 'open-tint'],
  ['soft', 'open-tint'],
];

describe('the colours of the page', () => {
  const schemes = {
    light: coloursAfter(''),
    dark: coloursAfter('prefers-color-scheme: dark'),
    paper: coloursAfter('@media print'),
  };

  it.each(Object.entries(schemes))('%s: every text has a contrast of 4.5 to 1 and more', (_, colours) => {
    const pairs = [
      ...texts.flatMap((text) => [[text, 'paper'] as const, [text, 'card'] as const]),
      ...tinted,
    ];
    const poor = pairs.filter(
      ([text, behind]) => !(contrast(colours[text] ?? '', colours[behind] ?? '') >= 4.5),
    );
    expect(poor).toEqual([]);
  });

  it('are the same on paper as in light', () => {
    expect(schemes.paper).toEqual(schemes.light);
  });

  it('measures as others do', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  });
});
