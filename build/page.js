/**
 * Bundles what runs in the browser that shows an HTML report: src/page and what it draws charts with, as one
 * script and one style sheet, each with the hash that the page's policy lets in. Writes
 * src/reporters/html/page.generated.ts, which is made and never kept.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { rolldown } from 'rolldown';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const out = join(root, 'src/reporters/html/page.generated.ts');

const bundle = await rolldown({ input: join(root, 'src/page/main.ts'), platform: 'browser' });
const { output } = await bundle.generate({ format: 'iife', minify: true });
await bundle.close();
const script = output[0].code.trim();
// Inside a page these would end the script or the style sheet, or begin a comment.
if (/<\/(script|style)|<!--/iu.test(script)) throw new Error('the script holds what would end it');

const sheets = readdirSync(join(root, 'src/page'))
  .filter((name) => name.endsWith('.css'))
  // What belongs to one part may change what holds for all.
  .toSorted((a, b) => Number(b === 'style.css') - Number(a === 'style.css') || (a < b ? -1 : 1))
  .map((name) => join(root, 'src/page', name));
const style = [require.resolve('uplot/dist/uPlot.min.css'), ...sheets]
  .map((file) => readFileSync(file, 'utf8').trim())
  .join('\n');

const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;
const lines = [
  '/** Made by build/page.js from src/page. */',
  ...Object.entries({ script, scriptPolicy: hashOf(script), style, stylePolicy: hashOf(style) }).map(
    ([name, text]) => `export const ${name} = ${JSON.stringify(text)};`,
  ),
];
writeFileSync(out, `${lines.join('\n')}\n`);
