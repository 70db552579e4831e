import * as fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { mapTexts } from '../../src/report/map-texts.js';
import type { Report } from '../../src/report/report.js';
import { markdown } from '../../src/reporters/markdown.js';
import { safeText } from '../../src/reporters/format/safe.js';
import { runs } from '../report/seed.js';
import { samples } from './samples.js';

/** What a step's summary may hold on GitHub. */
const bytesMost = 1024 * 1024;

interface Piece {
  readonly tag: string;
  readonly text: string;
}

/** The HTML that a parser makes of it: the elements, and the texts between them. */
function piecesOf(source: string): readonly Piece[] {
  const page = marked.parse(source, { async: false, gfm: true });
  const pieces: Piece[] = [];
  for (const [, tag = '', text = ''] of page.matchAll(/<(\/?[a-z][^>]*)>|([^<]+)/giu))
    pieces.push({ tag: tag.toLowerCase(), text: decoded(text) });
  return pieces;
}

function decoded(text: string): string {
  const names: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'" };
  return text.replace(/&(#\d+|[a-z]+);/gu, (whole, name: string) =>
    name in names
      ? (names[name] ?? '')
      : name.startsWith('#')
        ? String.fromCodePoint(Number(name.slice(1)))
        : whole,
  );
}

const textOf = (source: string): string =>
  piecesOf(source)
    .map(({ text, tag }) => (/^\/?(?:td|th|li|p|h\d|tr|pre|blockquote)/u.test(tag) ? ` ${text}` : text))
    .join('')
    .replace(/\s+/gu, ' ');

const elements = new Set(
  [
    'h2',
    'h3',
    'ul',
    'li',
    'p',
    'blockquote',
    'table',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'pre',
    'code',
    'strong',
  ]
    .concat('span')
    .flatMap((name) => [name, `/${name}`]),
);

/** What GitHub makes of texts after Markdown itself: mentions, references, emoji, links, formulas. */
const references = /(?<!\w)@\w|#\d|:[\w+-]+:|https?:\/\/|www\.|\w@\w|\$.*\$|[~!%]\w/u;

/** Texts between two elements, those in code blocks aside. */
function proseOf(source: string): readonly string[] {
  let inCode = false;
  return piecesOf(source).flatMap(({ tag, text }) => {
    if (tag === 'pre') inCode = true;
    if (tag === '/pre') inCode = false;
    return inCode || text === '' ? [] : [text];
  });
}

function withText(text: string): Report {
  const { failing } = samples;
  const [first] = failing.oracle.violations;
  if (first === undefined) throw new Error('no violation');
  const violation = {
    ...first,
    because: text,
    key: text,
    chain: [text],
    actions: first.actions.map((action) => ({ ...action, user: text, resource: text, reason: text })),
  };
  return {
    ...failing,
    reasons: [text],
    notes: [text],
    next: [text],
    command: `turnwise run ${text}`,
    seed: text,
    scenario: { name: text, hash: text },
    thresholds: failing.thresholds.map((one) => ({ ...one, metric: text, why: text })),
    perUser: failing.perUser.map((one) => ({ ...one, name: text })),
    oracle: { ...failing.oracle, violations: [violation] },
  };
}

const attacks = [
  '[click](http://evil.example)',
  '![x](http://evil.example/x.png)',
  'http://evil.example and www.evil.example',
  '<http://evil.example>',
  '<img src=x onerror=alert(1)>',
  '@octocat please',
  'alice@example.com',
  'fixes #1 and GH-1, org/repo#2',
  ':tada: and :x:',
  '$\\int$ and $$x$$',
  'a | b | c',
  '\\| a \\\\| b',
  '```\nend\n```',
  '~~~',
  '`a` ``b`` ```c```',
  '*a* __b__ ~~c~~',
  '- a',
  '1. a',
  '+ a',
  '# a ##',
  '---',
  '===',
  '    code',
  '> [!WARNING]',
  '&lt;b&gt; &amp; &#64;',
  '[^1]: note',
  '<!-- comment',
  '<details>',
  '|',
  '\\',
];

describe('markdown', () => {
  it.each(Object.entries(samples))('%s holds only its own elements', (_, report) => {
    const source = markdown.render(report);
    for (const { tag } of piecesOf(source)) {
      const [name = ''] = tag.split(' ');
      expect(name === '' || elements.has(name), tag).toBe(true);
      expect(tag.slice(name.length)).toMatch(/^(?: align="right"| class="language-sh")?$/u);
    }
    expect(Buffer.byteLength(source)).toBeLessThan(20_000);
  });

  it.each(attacks)('%s is a text like any other', (attack) => {
    const report = withText(attack);
    expectHarmless(report);
    const shown = safeText(attack).trim().replace(/\s+/gu, ' ');
    const text = textOf(markdown.render(report));
    expect(text).toContain(`FAIL: ${shown}`);
    expect(countOf(text, shown)).toBeGreaterThan(14);
  });

  it('shows any text as itself, wherever it stands', () => {
    const unit = fc.constantFrom(...'`*_[]()<>|&~!#@$%:.-+=\\/"\' \n1aw'.split(''), 'www.', '://', 'é', '😀');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 25 }), (text) => {
        const source = expectHarmless(withText(`x${text}x`));
        const shown = safeText(`x${text}x`).replace(/\s+/gu, ' ');
        const all = textOf(source);
        for (const lead of ['FAIL: ', ' 1. ', 'false accept on ']) expect(all).toContain(lead + shown);
        expect(countOf(all, shown)).toBeGreaterThan(14);
      }),
      runs(40),
    );
  });

  it('leaves the command as it is, in a block that nothing in it ends', () => {
    const source = markdown.render({ ...samples.passing, command: 'turnwise run "a ```` b"' });
    const blocks = marked.lexer(source).filter(({ type }) => type === 'code');
    expect(blocks).toMatchObject([{ lang: 'sh', text: 'turnwise run "a ```` b"' }]);
  });

  it('stays far below what a summary may hold, whatever is in the report', () => {
    const { failing } = samples;
    const long = '@'.repeat(1000);
    const report = withText(long);
    const huge: Report = {
      ...mapTexts(report, (text) => text),
      reasons: many(report.reasons),
      notes: many(report.notes),
      next: many(report.next),
      thresholds: many(report.thresholds),
      perUser: many(report.perUser),
      perResource: many(failing.perResource),
      actionReasons: many([{ outcome: 'error', reason: long, count: 1 }]),
      oracle: {
        ...report.oracle,
        violations: many(report.oracle.violations).map((one) => ({
          ...one,
          actions: many(one.actions),
          chain: many(one.chain),
        })),
      },
    };
    expect(Buffer.byteLength(markdown.render(huge))).toBeLessThan(bytesMost * 0.6);
  });

  it('says first whether it passed, and what proves it', () => {
    const lines = markdown.render(samples.failing).split('\n');
    expect(lines[0]).toBe('## FAIL: voting');
    expect(lines[2]).toBe('- r2 accepted u1 at most 612 ms after it accepted u2; the cooldown is 1000 ms.');
    const text = textOf(markdown.render(samples.failing));
    expect(text).toContain('1. r2 accepted u1 at most 612 ms after it accepted u2; the cooldown is 1000 ms.');
    expect(text).toContain('u1 r2 200.020 203.770 wrong: accepted');
  });

  it('says when, by the clock of the server, how the phases differ, and whether races were looked for', () => {
    const text = textOf(markdown.render(samples.failing));
    expect(text).toContain('begun 2026-01-02 03:04:05');
    expect(text).toContain('u1 acted on r2 1.400 s into the run (2026-01-02 03:04:06.406 UTC)');
    expect(text).toMatch(/Phases and groups.*phase rounds 15 13 1 1 28 1 0\.96/su);
    expect(text).toContain('races were not looked for');
  });
});

function expectHarmless(report: Report): string {
  const source = markdown.render(report);
  for (const { tag } of piecesOf(source)) {
    const [name = ''] = tag.split(' ');
    expect(name === '' || elements.has(name), tag).toBe(true);
  }
  for (const text of proseOf(source)) expect(text).not.toMatch(references);
  return source;
}

function many<T>(one: readonly T[]): T[] {
  return Array.from({ length: 40 }, () => [...one]).flat();
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1;
}
