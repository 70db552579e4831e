import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { pasted } from './bash.js';
import { blocksIn, pages, root, type Page } from './pages.js';
import { unreal } from './shown.js';

mkdirSync(join(root, 'runs'), { recursive: true });
const folder = mkdtempSync(join(root, 'runs', 'docs-sh-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export const withShell = pages.filter((page) => blocksIn(page, 'sh').length > 0);
const textsOf = (page: Page) => blocksIn(page, 'text').filter(({ of }) => of?.language !== 'yaml');

// `TURNWISE_WRITE_DOCS=1` writes the outputs again that are shown whole, after a change that is meant.
const isWriting = process.env['TURNWISE_WRITE_DOCS'] === '1';

/** One page after the other: runs that share a core with others decide less. */
export function pastePages(some: readonly Page[]): void {
  describe('the commands of', () => {
    test.each(some)('$path can be pasted, and say what is shown', { timeout: 900_000 }, async (page) => {
      const { flaw, outputs } = await pasted(page, join(folder, page.path.replaceAll('/', '-')));
      expect(flaw).toBe(null);
      if (isWriting) write(page, outputs);
      else expect(notShown(page, outputs)).toEqual([]);
    });
  });
}

/** Lines that a page shows and that nothing said, each with its place. */
function notShown(page: Page, outputs: ReadonlyMap<string, string>): readonly string[] {
  const everything = [...outputs.values()].join('');
  return textsOf(page).flatMap((text) => {
    const output = outputs.get(text.of?.place ?? '') ?? everything;
    const line = unreal(text, output);
    return line === null ? [] : [`${text.place}: ${line}`, output];
  });
}

function write(page: Page, outputs: ReadonlyMap<string, string>): void {
  const file = join(root, page.path);
  for (const { text, of } of textsOf(page)) {
    const output = outputs.get(of?.place ?? '');
    if (output === undefined || /^\s*(\.\.\.|…)$/mu.test(text)) continue;
    const now = readFileSync(file, 'utf8');
    writeFileSync(
      file,
      now.replace(`\`\`\`text\n${text}`, () => `\`\`\`text\n${output.trim()}\n`),
    );
  }
}
