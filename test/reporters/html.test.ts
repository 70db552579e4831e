import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { html } from '../../src/reporters/html.js';
import { script, scriptPolicy, style, stylePolicy } from '../../src/reporters/html/page.generated.js';
import { samples } from './samples.js';

const executablePath = '/usr/bin/chromium';
const found = existsSync(executablePath);

describe('html', () => {
  it('lets in no style and no script but its own', () => {
    const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
    expect(stylePolicy).toBe(hashOf(style));
    expect(scriptPolicy).toBe(hashOf(script));
  });

  it.each(Object.entries(samples))('%s holds no markup but its own', (_, report) => {
    const { text, scripts } = withoutScripts(html.render(report));
    expect(scripts).toEqual([expect.stringMatching(/^[^<]+$/u), script]);
    const names = new Set(
      [...text.matchAll(/<\/?([a-z!][a-z0-9]*)/giu)].map(([, name = '']) => name.toLowerCase()),
    );
    const own =
      '!doctype html head meta title style body main header section h1 h2 h3 p b ul li pre code dl dt dd div span table thead tbody tr th td details summary svg g rect line polyline text'.split(
        ' ',
      );
    expect([...names].filter((name) => !own.includes(name))).toEqual([]);
    expect(text).not.toMatch(/\s(?:on\w+|style|src|href|srcdoc)=/u);
    expect(text).not.toMatch(/[^\n\P{Cc}]|[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
  });
});

describe('html of trouble', () => {
  it('lists the faults that the run made, shades them, and tells connections apart', () => {
    const text = html.render(samples.evaded);
    expect(text).toContain('<h2>Faults that the run made: 2</h2>');
    expect(text).toContain('u0, u2, u4, u6, u8 and 10 more');
    expect([...text.matchAll(/<rect class="fault" /gu)]).toHaveLength(2);
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

describe('html in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-html-'));
  let browser: Browser | null = null;

  beforeAll(async () => {
    if (!found) return;
    const args =
      '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
    browser = await chromium.launch({ executablePath, args: args.split(' ') });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Where there is no browser the test is left out and says so; continuous integration must have one. */
  function browserOr(context: TestContext): Browser {
    if (browser !== null) return browser;
    const reason = `no browser at ${executablePath}`;
    if (process.env['CI'] === undefined) context.skip(reason);
    throw new Error(reason);
  }

  const { failing, hostile, refused, evaded } = samples;
  for (const [name, report] of Object.entries({ failing, hostile, refused, evaded })) {
    it(`${name}: opens without an error and without a request, in light and in dark`, async (context) => {
      const file = join(folder, `${name}.html`);
      writeFileSync(file, html.render(report));
      for (const scheme of ['light', 'dark'] as const) {
        const seen = await open(browserOr(context), file, scheme);
        expect(seen.troubles).toEqual([]);
        expect(seen.requests).toEqual([pathToFileURL(file).href]);
        expect(seen.title).toContain(report.verdict.toUpperCase());
        expect(seen.scripts).toBe(2);
        expect(seen.styled).toBe(true);
        expect(seen.overflow).toBeLessThanOrEqual(0);
        expect(seen.contrast).toBeGreaterThanOrEqual(4.5);
      }
    });
  }
});

/** What a page says beside its two scripts, and what lies in these: the data, then what runs. */
function withoutScripts(page: string): { text: string; scripts: readonly string[] } {
  const element = /<script(?: type="application\/json" id="turnwise-data")?>(?<inside>[\s\S]*?)<\/script>/gu;
  const scripts = [...page.matchAll(element)].map(({ groups }) => groups?.['inside'] ?? '');
  return { text: page.replace(element, ''), scripts };
}

/** Opens a file as a reader would, on a narrow window, and looks at what the browser made of it. */
async function open(browser: Browser, file: string, colorScheme: 'light' | 'dark') {
  const context = await browser.newContext({ colorScheme, viewport: { width: 900, height: 1200 } });
  const page = await context.newPage();
  const troubles: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => troubles.push(message.text()));
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('dialog', (dialog) => {
    troubles.push('a dialog');
    void dialog.dismiss();
  });
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(file).href);
  const shots = process.env['TURNWISE_TEST_SHOTS'];
  if (shots !== undefined) {
    await page.screenshot({
      path: join(shots, `${file.split('/').at(-1)}-${colorScheme}.png`),
      fullPage: true,
    });
  }
  const seen = await look(page);
  await context.close();
  return { troubles, requests, ...seen };
}

function look(page: Page) {
  // Runs inside the page, which tests are not typed for.
  return page.evaluate<{
    title: string;
    scripts: number;
    styled: boolean;
    overflow: number;
    contrast: number;
  }>(`(() => {
    const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => {
      const s = Number(c) / 255;
      return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
    });
    const luminance = (color) => { const [r, g, b] = channels(color); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const backgroundOf = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
      }
      return 'rgb(255, 255, 255)';
    };
    const contrastOf = (element) => {
      const { color, fill } = getComputedStyle(element);
      const [a, b] = [luminance(element.closest('svg') ? fill : color), luminance(backgroundOf(element))];
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    };
    const worded = [...document.querySelectorAll('body *')].filter((element) =>
      [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''));
    return {
      title: document.title,
      scripts: document.scripts.length,
      styled: getComputedStyle(document.querySelector('main')).maxWidth !== 'none',
      overflow: document.documentElement.scrollWidth - window.innerWidth,
      contrast: Math.min(...worded.map(contrastOf)),
    };
  })()`);
}
