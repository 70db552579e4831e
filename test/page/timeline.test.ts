import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { Contention } from '../../src/report/contention.js';
import { html } from '../../src/reporters/html.js';
import { samples } from '../reporters/samples.js';
import { contentionLike } from './contentions.js';

const executablePath = '/usr/bin/chromium';
const small = contentionLike({ actions: 400, resources: 6, users: 12, seed: 'a', wrongShare: 0.01 });
const large = contentionLike({ actions: 100_000, resources: 300, users: 500, seed: 'a' });
const hostile = contentionLike({
  actions: 60,
  resources: 3,
  users: 4,
  seed: 'h',
  wrongShare: 0.1,
  nameOf: (of, index) => `</script><img src=x onerror=alert(${index})>${of}\u202e<b>`,
});

describe('the contention timeline in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-page-'));
  let browser: Browser | null = null;
  let page: Page | null = null;
  let troubles: string[] = [];

  beforeAll(async () => {
    if (!existsSync(executablePath)) return;
    const args = '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking';
    browser = await chromium.launch({ executablePath, args: args.split(' ') });
  });
  afterEach(async () => {
    await page?.context().close();
    page = null;
    if (troubles.length > 0) throw new Error(troubles.join('\n'));
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  /** Where there is no browser the test is left out and says so; continuous integration must have one. */
  async function opened(
    context: TestContext,
    contention: Contention,
    hash = '',
    width = 1280,
  ): Promise<Page> {
    if (browser === null) {
      if (process.env['CI'] === undefined) context.skip(`no browser at ${executablePath}`);
      throw new Error(`no browser at ${executablePath}`);
    }
    const file = join(folder, 'page.html');
    writeFileSync(file, html.render(samples.failing, { contention }));
    const made = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
    page = await made.newPage();
    troubles = [];
    page.on('console', (message) => troubles.push(message.text()));
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => troubles.push('a dialog')));
    const url = pathToFileURL(file).href;
    page.on('request', (request) => request.url().split('#')[0] === url || troubles.push(request.url()));
    await page.goto(url + hash);
    await drawn(page);
    return page;
  }

  it('draws every action, says what each look means and how many there are', async (context) => {
    const page = await opened(context, small);
    expect(await page.textContent('.tl-count')).toBe('400 of 400 actions shown, in 6 lanes.');
    const chips = await page.locator('.tl-chip').allTextContents();
    const counted = chips.map((text) => Number(/\d+$/u.exec(text)?.[0]));
    expect(counted.reduce((sum, one) => sum + one, 0)).toBe(400);
    expect(await coloursOf(page)).toBeGreaterThan(6);
    expect(await page.locator('.unscripted').isVisible()).toBe(false);
  });

  it('zooms with the wheel and Ctrl, with keys and buttons, and back', async (context) => {
    const page = await opened(context, small);
    const canvas = page.locator('.tl-canvas');
    await canvas.hover({ position: { x: 600, y: 90 } });
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -300);
    await page.keyboard.up('Control');
    const wheeled = await spanOf(page);
    expect(wheeled).toBeLessThan(4_000_000);
    await canvas.focus();
    await page.keyboard.press('+');
    expect(await spanOf(page)).toBeCloseTo(wheeled / 2, -2);
    await page.getByRole('button', { name: 'zoom out' }).click();
    expect(await spanOf(page)).toBeCloseTo(wheeled, -2);
    await page.keyboard.press('Tab');
    await canvas.focus();
    await page.keyboard.press('0');
    expect(await spanOf(page)).toBe(Infinity);
  });

  it('moves with a drag, with Shift and the wheel, with arrows, and zooms to what is chosen with Shift and a drag', async (context) => {
    const page = await opened(context, small, '#timeline?us=1000000_2000000');
    expect(await viewOf(page)).toEqual([1_000_000, 2_000_000]);
    const box = await page.locator('.tl-canvas').boundingBox();
    const at = (x: number, y: number) => [(box?.x ?? 0) + x, (box?.y ?? 0) + y] as const;
    await page.mouse.move(...at(700, 150));
    await page.mouse.down();
    await page.mouse.move(...at(600, 150), { steps: 3 });
    await page.mouse.up();
    const [dragged = 0] = await viewOf(page);
    expect(dragged).toBeGreaterThan(1_080_000);
    await page.keyboard.down('Shift');
    await page.mouse.wheel(0, 100);
    await page.keyboard.up('Shift');
    const [wheeled = 0] = await viewOf(page);
    expect(wheeled).toBeGreaterThan(dragged);
    await page.locator('.tl-canvas').focus();
    await page.keyboard.press('ArrowLeft');
    expect((await viewOf(page))[0]).toBeLessThan(wheeled);
    await page.keyboard.down('Shift');
    await page.mouse.move(...at(500, 150));
    await page.mouse.down();
    await page.mouse.move(...at(600, 150), { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    expect(await spanOf(page)).toBeLessThan(150_000);
  });

  it('leaves the wheel to the page while nothing else is asked for', async (context) => {
    const page = await opened(context, small);
    await page.locator('.tl-canvas').hover({ position: { x: 600, y: 90 } });
    const before = await page.evaluate<number>('scrollY');
    await page.mouse.wheel(0, 200);
    await expect.poll(() => page.evaluate('scrollY')).toBeGreaterThan(before);
    expect(await spanOf(page)).toBe(Infinity);
  });

  it('filters by user, by resource, by look and by violations, and keeps it in the address', async (context) => {
    const page = await opened(context, small);
    const expected = small.rows.user.filter((user) => user === 3).length;
    await page.fill('input[placeholder=users]', 'u3');
    await drawn(page);
    expect(await page.textContent('.tl-count')).toContain(`${expected} of 400 actions shown`);
    await page.getByLabel('rejected, right').uncheck();
    await page.getByLabel('only violations').check();
    await drawn(page);
    const address = await linkOf(page);
    expect(address).toContain('user=u3');
    expect(address).toContain('only=violations');
    const text = await page.textContent('.tl-count');
    await expect.poll(() => page.evaluate('location.hash')).toBe(address);
    await page.reload();
    await drawn(page);
    expect(await page.textContent('.tl-count')).toBe(text);
    expect(await page.inputValue('input[placeholder=users]')).toBe('u3');
    await page.getByRole('button', { name: 'Show all' }).click();
    await drawn(page);
    expect(await page.textContent('.tl-count')).toContain('400 of 400');
  });

  it('says that nothing matches, counts what is shown, and lets go of what is not', async (context) => {
    const page = await opened(context, small);
    await page.locator('.tl-canvas').press('n');
    await drawn(page);
    expect(await page.locator('.tl-panel h3').count()).toBe(1);
    await page.fill('input[placeholder=users]', 'nobody');
    await drawn(page);
    await drawn(page);
    expect(await page.textContent('.tl-count')).toContain(
      '0 of 400 actions shown, in 0 lanes. Nothing matches',
    );
    expect(await page.locator('.tl-panel h3').count()).toBe(0);
    for (const text of await page.locator('.tl-chip').allTextContents())
      expect(text).toMatch(/ 0(?: of \d+)?$/u);
  });

  it('hears its keys while a button around it has the focus, and leaves them to a box', async (context) => {
    const page = await opened(context, small);
    await page.getByRole('button', { name: 'next violation' }).click();
    await page.keyboard.press('n');
    await drawn(page);
    expect(await page.textContent('.tl-spoken')).toContain('Violation 2: ');
    await page.locator('input[placeholder=users]').press('n');
    await drawn(page);
    expect(await page.inputValue('input[placeholder=users]')).toBe('n');
  });

  it('has a lane for each resource or user, wrong ones first or by name', async (context) => {
    const page = await opened(context, small);
    await page.locator('.tl-choice').getByRole('button', { name: 'user' }).click();
    await drawn(page);
    expect(await page.textContent('.tl-count')).toContain('in 12 lanes');
    expect(
      await page.locator('.tl-choice').getByRole('button', { name: 'user' }).getAttribute('aria-pressed'),
    ).toBe('true');
    await page.getByLabel('Order of lanes').selectOption('by name');
    expect(await linkOf(page)).toContain('by=user&order=by+name');
  });

  it('is gone through with keys: lanes, actions, violations, and what is chosen is told in words', async (context) => {
    const page = await opened(context, small);
    await page.locator('.tl-canvas').focus();
    await page.keyboard.press('n');
    await drawn(page);
    const [rows = []] = small.violations;
    const row = rows.at(-1) ?? 0;
    const user = small.users[small.rows.user[row] ?? 0] ?? '';
    const resource = small.resources[small.rows.resource[row] ?? 0] ?? '';
    expect(await page.textContent('.tl-panel h3')).toMatch(
      new RegExp(`^${user} on ${resource}: false (accept|reject)$`, 'u'),
    );
    expect(await page.textContent('.tl-spoken')).toContain('Violation 1: ');
    expect(await page.locator('.tl-panel dt').allTextContents()).toEqual(
      expect.arrayContaining([
        'user',
        'resource',
        'key',
        'phase',
        'sent',
        'answered',
        'outcome',
        'the model says',
      ]),
    );
    await page.keyboard.press('Shift+ArrowRight');
    await drawn(page);
    expect(await page.textContent('.tl-panel h3')).toContain(` on ${resource}: `);
    await page.keyboard.press('ArrowDown');
    await drawn(page);
    expect(await page.textContent('.tl-panel h3')).not.toContain(` on ${resource}: `);
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.className')).toBe('tl-panel');
    await page.locator('.tl-canvas').focus();
    await page.keyboard.press('Escape');
    await drawn(page);
    expect(await page.locator('.tl-panel h3').count()).toBe(0);
  });

  it('reads an action that is clicked, and says where the pointer is', async (context) => {
    const page = await opened(context, small);
    await page.locator('.tl-canvas').focus();
    await page.keyboard.press('n');
    await drawn(page);
    const [from = 0, to = 1] = await viewOf(page);
    const row = small.violations[0]?.at(-1) ?? 0;
    const canvas = page.locator('.tl-canvas');
    const width = (await canvas.boundingBox())?.width ?? 0;
    const middle = ((small.rows.sentAtUs[row] ?? 0) + (small.rows.settledAtUs[row] ?? 0)) / 2;
    const x = 168 + ((middle - from) / (to - from)) * (width - 168);
    await page.keyboard.press('Escape');
    for (let y = 56; y < 340 && (await page.locator('.tl-panel h3').count()) === 0; y += 20) {
      await canvas.click({ position: { x, y } });
      await drawn(page);
      const text = await page.locator('.tl-panel h3').allTextContents();
      if (!(text[0] ?? '').includes('false')) await page.keyboard.press('Escape');
      await drawn(page);
    }
    expect(await page.textContent('.tl-panel h3')).toContain('false');
    expect(await page.locator('.tl-tip').isVisible()).toBe(true);
  });

  it('is led to by buttons with the number of a violation, whatever is filtered', async (context) => {
    const page = await opened(context, small, '#timeline?user=u3');
    await page.evaluate(`(() => {
      const made = document.createElement('button');
      made.dataset.violation = '1';
      document.querySelector('main').append(made);
      made.click();
    })()`);
    await drawn(page);
    expect(await page.textContent('.tl-spoken')).toContain('Violation 2: ');
    expect(await page.textContent('.tl-count')).toContain('400 of 400');
    expect(await linkOf(page)).toContain('violation=2');
    expect(await spanOf(page)).toBeLessThan(2_000_000);
  });

  it('draws 100 000 actions, and hides no wrong one of them', async (context) => {
    const page = await opened(context, large);
    expect(await page.textContent('.tl-count')).toBe('100,000 of 100,000 actions shown, in 300 lanes.');
    expect(await sees(page, '--t-wrong')).toBe(true);
    for (const key of ['[', '[', '[', '+', '+', '+', 'n', 'ArrowRight', 'End', 'Home', '0']) {
      await page.locator('.tl-canvas').press(key);
      await drawn(page);
    }
    expect(await sees(page, '--t-wrong')).toBe(true);
  });

  it('shows hostile names as text, on a narrow page too', async (context) => {
    const page = await opened(context, hostile, '', 400);
    await page.locator('.tl-canvas').press('n');
    await drawn(page);
    expect(await page.textContent('.tl-panel h3')).toContain('</script><img src=x onerror=alert(');
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  });

  it('is drawn anew for paper and for a dark page', async (context) => {
    const page = await opened(context, small);
    const light = await coloursOf(page, 'corner');
    await page.emulateMedia({ colorScheme: 'dark' });
    await drawn(page);
    expect(await coloursOf(page, 'corner')).not.toBe(light);
    await page.emulateMedia({ colorScheme: 'dark', media: 'print' });
    await drawn(page);
    expect(await coloursOf(page, 'corner')).toBe(light);
  });
});

/** Two pictures of the screen later everything that was asked for is drawn. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

/** The address of what is seen. */
async function linkOf(page: Page): Promise<string> {
  await drawn(page);
  return (await page.getAttribute('.tl-link', 'href')) ?? '';
}

/** The first and the last microsecond that is seen; nothing for the whole run. */
async function viewOf(page: Page): Promise<number[]> {
  const us = new URLSearchParams((await linkOf(page)).split('?')[1]).get('us');
  return us === null ? [] : us.split('_').map(Number);
}

async function spanOf(page: Page): Promise<number> {
  const [from, to] = await viewOf(page);
  return from === undefined || to === undefined ? Infinity : to - from;
}

/** Reads a copy: the canvas itself stays one that is only drawn on. */
const readPixels = `
    const canvas = document.querySelector('.tl-canvas');
    const copy = document.createElement('canvas');
    copy.width = canvas.width;
    copy.height = canvas.height;
    const pen = copy.getContext('2d', { willReadFrequently: true });
    pen.drawImage(canvas, 0, 0);
    const { data } = pen.getImageData(0, 0, copy.width, copy.height);`;

/** How many colours the canvas has; or the one in its corner. */
function coloursOf(page: Page, where: 'all' | 'corner' = 'all'): Promise<number> {
  return page.evaluate<number>(`(() => {
    ${readPixels}
    const pixels = new Uint32Array(data.buffer);
    return '${where}' === 'corner' ? pixels[0] : new Set(pixels).size;
  })()`);
}

/** Whether a colour of the style sheet is anywhere on the canvas. */
function sees(page: Page, name: string): Promise<boolean> {
  return page.evaluate<boolean>(`(() => {
    ${readPixels}
    const colour = getComputedStyle(canvas).getPropertyValue('${name}').trim();
    const [r, g, b] = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    for (let at = 0; at < data.length; at += 4) if (data[at] === r && data[at + 1] === g && data[at + 2] === b) return true;
    return false;
  })()`);
}
