import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { html } from '../../src/reporters/html.js';
import { script, scriptPolicy, style, stylePolicy } from '../../src/reporters/html/page.generated.js';
import { drawnReport } from './html-samples.js';
import { samples } from './samples.js';

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** What of a page is markup: without its script and its style sheet. */
function markupOf(text: string): string {
  return text.replace(script, '').replace(style, '');
}

describe('html', () => {
  it('lets in no style and no script but its own, and nothing else at all', () => {
    expect(stylePolicy).toBe(hashOf(style));
    expect(scriptPolicy).toBe(hashOf(script));
    const text = html.render(samples.passing);
    expect(text).toContain(`<style>${style}</style>`);
    expect(text).toContain(`<script>${script}</script>`);
    expect(text).toContain(
      `content="default-src 'none'; script-src '${scriptPolicy}'; style-src '${stylePolicy}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it.each(Object.entries({ ...samples, drawnReport }))('%s holds no markup but its own', (_, report) => {
    const text = markupOf(html.render(report));
    const data = /<script type="application\/json" id="turnwise-data">([^<]*)<\/script>/u.exec(text)?.[1];
    expect(() => void JSON.parse(data ?? '')).not.toThrow();
    const names = new Set(
      [...text.matchAll(/<\/?([a-z!][a-z0-9]*)/giu)].map(([, name = '']) => name.toLowerCase()),
    );
    const own =
      '!doctype html head meta title style script body header nav main section article h1 h2 h3 p b ul ol li a pre code dl dt dd div span table thead tbody tfoot tr th td details summary button figure figcaption svg defs pattern g rect line path polyline text'.split(
        ' ',
      );
    expect([...names].filter((name) => !own.includes(name))).toEqual([]);
    expect(text).not.toMatch(/\s(?:on\w+|style|src|srcdoc|action)=/u);
    expect(text).not.toMatch(/\shref="(?!#go-[a-z-]+"|#verdict")/u);
    expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });

  it.each(Object.entries({ ...samples, drawnReport }))(
    '%s has ways to all of its parts, and no id twice',
    (_, report) => {
      const text = markupOf(html.render(report));
      const ids = [...text.matchAll(/\sid="([^"]+)"/gu)].map(([, id = '']) => id);
      expect(ids).toEqual([...new Set(ids)]);
      const ways = [...text.matchAll(/\shref="#([^"]+)"/gu)].map(([, id = '']) => id);
      expect(ways).toEqual(['verdict', ...ids.filter((id) => id.startsWith('go-'))]);
    },
  );
});

describe('the head of the page', () => {
  it('tells accuracy beside latency, what to do next and how to repeat it', () => {
    const text = html.render(samples.failing);
    const head = text.slice(text.indexOf('<header'), text.indexOf('<nav'));
    const tiles = [...head.matchAll(/<dt>([^<]+)<\/dt><dd><b>([^<]+)<\/b> <span>([^<]*)<\/span>/gu)];
    expect(tiles.map(([, name, value, about]) => [name, value, about])).toEqual([
      ['Accuracy', '0.98', expect.stringMatching(/^57 of 58 right; 95 &#37;: |^57 of 58 right; 95 %: /u)],
      ['Decided', '58', 'of 58 answers; resolution 1'],
      ['Violations', '1', 'proven; 1 more not proven'],
      ['Accepted p95', expect.stringMatching(/ ms$/u), expect.stringContaining('of 30; p50 ')],
      ['Rejected p95', expect.stringMatching(/ ms$/u), expect.stringContaining('of 28; p50 ')],
      ['Actions', '60', 'of 60 planned; 1 error; 1 unanswered'],
      ['Connections', '4', 'of 4 attempted; 1 lost; 1 came back'],
      ['Harness', 'ok', expect.stringContaining('memory 99 MB')],
    ]);
    expect(head).toContain('What to do next');
    expect(head).toContain(`<pre id="command">${samples.failing.command}</pre>`);
  });

  it('says so loudly where the run was cut short, or cannot be trusted', () => {
    expect(html.render(samples.interrupted)).toMatch(
      /<span class="badge">interrupted<\/span>.*! Interrupted: the run was stopped/su,
    );
    expect(html.render(samples.voided)).toMatch(/<span class="badge">void<\/span>.*! Void: /su);
    expect(html.render(samples.passing)).not.toContain('class="badge"');
  });
});

function chartsOf(text: string): readonly (string | undefined)[] {
  return [...text.matchAll(/data-chart="(\w+)"/gu)].map(([, name]) => name);
}

describe('the parts of the page', () => {
  it('mark wrong cells of the matrix in words', () => {
    const text = html.render(samples.failing);
    expect(text).toContain('<td class="wrong">1 wrong</td>');
    expect(text).toContain('<th scope="row">must reject</th>');
    expect(html.render(samples.passing)).not.toContain(' wrong</td>');
  });

  it('draw a proof: its windows, the stretch that forbids the answer, and by how much it was missed', () => {
    const text = html.render(drawnReport);
    const proof = text.slice(
      text.indexOf('<svg class="proof"'),
      text.indexOf('</svg>', text.indexOf('<svg class="proof"')),
    );
    expect([...proof.matchAll(/<rect class="accepted/gu)]).toHaveLength(2);
    expect([...proof.matchAll(/<rect class="accepted blamed"/gu)]).toHaveLength(1);
    expect(proof).toContain('no accept before 1000 ms after u2&#39;s');
    expect(proof).toContain('<rect class="forbidden"');
    expect(proof).toMatch(/\d ms too early</u);
    const oracle = {
      ...drawnReport.oracle,
      violations: samples.failing.oracle.violations.map((one) => ({ ...one, constraint: null })),
    };
    expect(html.render({ ...drawnReport, oracle }).includes('too early<')).toBe(false);
  });

  it('say who did what to which resource, and when by every clock', () => {
    const text = html.render({
      ...samples.failing,
      environment: { ...samples.failing.environment, zeroAt: '2026-01-02T03:04:05.000Z' },
    });
    expect(text).toMatch(/u1 acted on r\d \d\.\d{3} s into the run \(2026-01-02 03:04:06\.\d{3} UTC\)/u);
    expect(text).toContain('<th scope="col">sent (UTC)</th>');
    expect(html.render(samples.simulated)).not.toContain('sent (UTC)');
  });

  it('compare with an earlier run, and tell noise from change', () => {
    const text = html.render(samples.compared);
    expect(text).toContain('<h2>Compared with an earlier run</h2>');
    expect(text).toContain('<td class="text wrong">worse</td>');
    expect(text).toContain('within the noise');
    expect(text).toContain('+31 %');
    expect(html.render(samples.passing)).not.toContain('Compared with');
  });

  it('draw over time what was looked at, and nothing else', () => {
    const all = ['percentiles', 'response', 'answers', 'connected', 'bytes', 'lateness'];
    expect(chartsOf(html.render(drawnReport))).toEqual(all);
    const timeline = drawnReport.timeline.map((slice) => ({
      ...slice,
      connected: null,
      bytesIn: null,
      bytesOut: null,
      latenessP99Us: null,
    }));
    expect(chartsOf(html.render({ ...drawnReport, timeline }))).toEqual([
      'percentiles',
      'response',
      'answers',
    ]);
    expect(chartsOf(html.render({ ...drawnReport, timeline: [] }))).toEqual(['percentiles']);
  });

  it('call things as the terminal does', () => {
    const text = html.render(samples.lost);
    expect(text).not.toContain('>dropped<');
    expect(text).toContain('never left');
  });
});

describe('html of trouble', () => {
  it('lists the faults that the run made, shades them, and tells connections apart', () => {
    const text = html.render(samples.evaded);
    expect(text).toContain('<h2>Faults that the run made: 2</h2>');
    expect(text).toContain('u0, u2, u4, u6, u8 and 10 more');
    const [first = ''] =
      /<svg class="plot".*?<\/svg>/su.exec(text.slice(text.indexOf('data-chart="response"'))) ?? [];
    expect([...first.matchAll(/<rect class="fault" /gu)]).toHaveLength(2);
    expect(text).toContain('<th scope="col" class="text">connection</th>');
    expect(text).toContain('u0 acted on 2 connections: u0.1, then u0.2;');
  });

  it('says nothing of it where there was none', () => {
    const text = html.render(samples.failing);
    expect(text).not.toContain('Faults that the run made');
    expect(text).not.toContain('<rect class="fault"');
    expect(text).not.toContain('<th scope="col" class="text">connection</th>');
  });
});
