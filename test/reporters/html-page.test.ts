import { describe, expect, it } from 'vitest';
import { html } from '../../src/reporters/html.js';
import { readers } from './browser.js';
import { contrastText, lookText, type Look } from './look.js';
import { samples } from './samples.js';
import { crowded, drawnReport } from './html-samples.js';

const { open } = readers();

describe('the page in a browser', () => {
  const { passing, failing, hostile, interrupted, refused, evaded, repeated, compared, measured } = samples;
  const all = {
    drawn: drawnReport,
    crowded,
    passing,
    failing,
    hostile,
    interrupted,
    refused,
    evaded,
    repeated,
    compared,
    measured,
  };
  for (const [name, report] of Object.entries(all)) {
    it(`${name}: opens without an error and without a request, narrow and wide, in light and in dark`, async (context) => {
      for (const [colorScheme, width] of [
        ['light', 1280],
        ['dark', 400],
      ] as const) {
        const { page, troubles, requests, url, close } = await open(context, html.render(report), {
          colorScheme,
          viewport: { width, height: 900 },
        });
        const seen = await page.evaluate<Look>(lookText);
        expect(troubles).toEqual([]);
        expect(requests).toEqual([url]);
        expect(seen.title).toContain(report.verdict.toUpperCase());
        expect(seen.scripts).toBe(2);
        expect(seen.styled).toBe(true);
        expect(seen.overflow).toBeLessThanOrEqual(0);
        expect(seen.headings.filter((level) => level === 1)).toHaveLength(1);
        expect(seen.headings.every((level, at) => level <= (seen.headings[at - 1] ?? 0) + 1)).toBe(true);
        expect(seen.contrast).toBeGreaterThanOrEqual(4.5);
        await close();
      }
    });
  }

  it('says everything but the drawings without a script, on paper too', async (context) => {
    const { page, troubles, close } = await open(context, html.render(drawnReport), {
      javaScriptEnabled: false,
    });
    expect(troubles).toEqual([]);
    expect(await page.locator('.static svg.plot').count()).toBe(6);
    for (const plot of await page.locator('.static svg.plot').all())
      expect(await plot.isVisible()).toBe(true);
    expect(await page.locator('svg.proof').first().isVisible()).toBe(true);
    expect(await page.locator('button:visible').count()).toBe(0);
    await close();
  });

  it('prints what the screen draws with a script as pictures, everything open and in dark ink', async (context) => {
    const { page, close } = await open(context, html.render(drawnReport), { colorScheme: 'dark' });
    expect(await page.locator('.chart .uplot:visible').count()).toBe(6);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    expect(await page.locator('.chart .uplot:visible').count()).toBe(0);
    expect(await page.locator('.chart .static:visible').count()).toBe(6);
    expect(await page.locator('nav.ways').isVisible()).toBe(false);
    const ink = await page.evaluate<string>('getComputedStyle(document.body).color');
    expect(ink).toBe('rgb(27, 31, 36)');
    expect(await page.evaluate<number>(contrastText)).toBeGreaterThanOrEqual(4.5);
    await close();
  });

  it('shows the values of a chart to the keyboard, and looks closer by the mouse', async (context) => {
    const { page, troubles, close } = await open(context, html.render(drawnReport));
    const chart = page.locator('figure[data-chart="response"]');
    await chart.locator('.u-over').focus();
    await page.keyboard.press('Home');
    const value = chart.locator('.u-legend .u-series').nth(1).locator('.u-value');
    expect(await value.textContent()).toMatch(/ ms$/u);
    const first = await value.textContent();
    await page.keyboard.press('End');
    expect(await chart.locator('.u-legend .u-value').first().textContent()).toMatch(/ to /u);
    expect(await value.textContent()).not.toBe(first);
    await chart.locator('.u-legend th').nth(1).press('Enter');
    expect(await chart.locator('.u-legend .u-series').nth(1).getAttribute('class')).toContain('u-off');
    expect(troubles).toEqual([]);
    await close();
  });

  it('draws its charts again when the colours change', async (context) => {
    const { page, troubles, close } = await open(context, html.render(drawnReport), { colorScheme: 'light' });
    const markerColour = () =>
      page.evaluate<string>(
        `getComputedStyle(document.querySelectorAll('figure[data-chart="answers"] .u-marker')[1]).borderColor`,
      );
    expect(await markerColour()).toBe('rgb(26, 127, 55)');
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect.poll(markerColour).toBe('rgb(63, 185, 80)');
    expect(await page.locator('figure[data-chart="answers"] .uplot').count()).toBe(1);
    expect(troubles).toEqual([]);
    await close();
  });

  it('copies the command', async (context) => {
    const { page, close } = await open(context, html.render(samples.failing), {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    const button = page.locator('button[data-copy]');
    await button.click();
    await expect.poll(() => button.textContent()).toBe('Copied');
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(samples.failing.command);
    await close();
  });
});
