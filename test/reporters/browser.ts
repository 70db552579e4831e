import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, type TestContext } from 'vitest';

const executablePath = '/usr/bin/chromium';

/** A page that is open, and everything that went on while it was. */
export interface Opened {
  readonly page: Page;
  readonly url: string;
  /** Errors, messages, dialogs. A clean page has none. */
  readonly troubles: readonly string[];
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** A browser for the tests of one file: opens pages from disk, as a reader would. */
export function readers() {
  const folder = mkdtempSync(join(tmpdir(), 'turnwise-html-'));
  let browser: Browser | null = null;
  beforeAll(async () => {
    if (!existsSync(executablePath)) return;
    const args =
      '--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
    browser = await chromium.launch({ executablePath, args: args.split(' ') });
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });
  /** Where there is no browser the test is left out and says so; continuous integration must have one. */
  const browserOr = (context: TestContext): Browser => {
    if (browser !== null) return browser;
    const reason = `no browser at ${executablePath}`;
    if (process.env['CI'] === undefined) context.skip(reason);
    throw new Error(reason);
  };
  return {
    /** A page of this text, in a window of its own. */
    open: async (
      context: TestContext,
      text: string,
      options: BrowserContextOptions = {},
    ): Promise<Opened> => {
      const file = join(folder, `${opened++}.html`);
      writeFileSync(file, text);
      const window = await browserOr(context).newContext({
        viewport: { width: 900, height: 1200 },
        ...options,
      });
      const page = await window.newPage();
      const troubles: string[] = [];
      const requests: string[] = [];
      page.on('console', (message) => troubles.push(message.text()));
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('dialog', (dialog) => {
        troubles.push('a dialog');
        void dialog.dismiss();
      });
      page.on('request', (request) => requests.push(request.url()));
      const url = pathToFileURL(file).href;
      await page.goto(url);
      return { page, url, troubles, requests, close: () => window.close() };
    },
  };
}

let opened = 0;
