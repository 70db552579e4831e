import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberOf, sortedBy } from '../../src/page/sort-order.js';
import { html } from '../../src/reporters/html.js';
import { readers } from './browser.js';
import { runs } from '../report/seed.js';
import { crowded } from './html-samples.js';

const { open } = readers();

describe('the order of a column', () => {
  it('reads the numbers that the page writes', () => {
    const texts = ['0', '1,234', '12.34', '2 wrong', '-3.5', '+12 %', '1.25e+7', '1,234.50 [1 to 2]'];
    expect(texts.map(numberOf)).toEqual([0, 1234, 12.34, 2, -3.5, 12, 12_500_000, 1234.5]);
    for (const text of ['-', '', 'u1', '3a', '10-20', 'undefined']) expect(numberOf(text)).toBeNaN();
  });

  it('is that of the numbers, what has none last, and turned round the other way', () => {
    const cells = fc.array(fc.oneof(fc.integer({ min: -1e6, max: 1e6 }).map(String), fc.constant('-')));
    fc.assert(
      fc.property(cells, (texts) => {
        for (const isAscending of [true, false]) {
          const sorted = sortedBy(texts, (text) => text, { isNumbers: true, isAscending }).map(numberOf);
          const known = texts
            .map(numberOf)
            .filter((number) => !Number.isNaN(number))
            .sort((a, b) => (isAscending ? a - b : b - a));
          expect(sorted).toEqual([...known, ...Array(texts.length - known.length).fill(Number.NaN)]);
        }
      }),
      runs(200),
    );
  });

  it('is that of people for names', () => {
    const names = ['u10', 'u2', 'U1', 'b'];
    expect(sortedBy(names, (name) => name, { isNumbers: false, isAscending: true })).toEqual([
      'b',
      'U1',
      'u2',
      'u10',
    ]);
  });
});

describe('tables of very many', () => {
  const text = html.render(crowded);

  it('hold a thousand rows, all that were wronged among them, and say how many are left out', () => {
    expect(text).toContain('10,000 users');
    expect(text).toContain('1,000 of them are shown, those with wrong or missing answers first;');
    expect(text).toContain('9,000 more are in report.json');
    for (let index = 99; index < 10_000; index += 100) expect(text).toContain(`>u${index}</th>`);
    const table = text.slice(text.indexOf('data-rows="user"'));
    expect([...table.matchAll(/<tr><th scope="row">u\d+<\/th>/gu)]).toHaveLength(1000);
  });

  it('are sorted by a click or a key, and looked through by a word', async (context) => {
    const { page, troubles, close } = await open(context, text);
    const table = page.locator('table[data-rows="user"]');
    const first = table.locator('tbody tr').first();
    const firstName = () => first.locator('th').textContent();
    const title = (name: string) => table.locator('thead th', { hasText: new RegExp(`^${name}$`, 'u') });
    expect(await firstName()).toBe('u0');

    await title('wrong').locator('button').focus();
    await page.keyboard.press('Enter');
    expect(await title('wrong').getAttribute('aria-sort')).toBe('descending');
    expect(await first.textContent()).toContain('3 wrong');

    await title('p95').locator('button').click();
    expect(await title('wrong').getAttribute('aria-sort')).toBeNull();
    const slowest = await first.locator('td').nth(7).textContent();
    await title('p95').locator('button').click();
    expect(await title('p95').getAttribute('aria-sort')).toBe('ascending');
    expect(Number(await first.locator('td').nth(7).textContent())).toBeLessThan(Number(slowest));
    expect(await table.locator('tbody tr').last().locator('th').textContent()).toBe('u12');

    await title('user').locator('button').click();
    expect(await firstName()).toBe('u0');

    await page.getByLabel('Find a user').fill('u999');
    expect(await table.locator('tbody tr:visible').count()).toBe(2);
    expect(
      await page.locator('label.filter', { hasText: 'Find a user' }).locator('output').textContent(),
    ).toBe('2 of 1000 rows');
    expect(troubles).toEqual([]);
    await close();
  });
});
