/**
 * The API reference: the docstrings and declarations of every public entry point, out of the last build, as pages in
 * docs/api. With `--check` it writes nothing, says which pages are out of date and which public symbols have no words,
 * and exits with 1 if there is anything to say.
 */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isBuilt, modulesIn } from './api/modules.js';
import { pageOf } from './api/page.js';
import { symbolsOf } from './api/symbols.js';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs/api');
const dist = join(root, 'dist');

const models = ['Models', 'src/models/'];
const entries = [
  {
    name: 'turnwise',
    file: 'turnwise.md',
    entry: 'src/index.d.ts',
    topics: [
      ['Scenarios', 'src/scenario/'],
      models,
      ['Plans', 'src/plan', 'strategies/'],
      ['Playing', 'src/playing/', 'src/runtime/'],
      ['Simulating', 'src/playing/simulate', 'src/scenario/simulation'],
      ['Histories', 'src/history/'],
      ['Judging', 'src/oracle/'],
      ['Reports', 'src/report/', 'src/reporters/', 'src/thresholds/', 'src/report-file/', 'src/export/'],
      ['Sessions', 'src/session/', 'src/scenario/live'],
      ['On the wire', 'src/wires/', 'src/transports/'],
      ['Servers', 'src/servers/', 'src/behaviours/'],
    ],
  },
  {
    name: 'turnwise/property',
    file: 'property.md',
    entry: 'src/property/index.d.ts',
    topics: [
      ['Checks', 'src/property/'],
      ['What is checked', 'src/property/limiter', 'src/property/fake-timers'],
      models,
      ['Arbitraries', 'src/property/arbitraries/'],
    ],
  },
  {
    name: 'turnwise/testing',
    file: 'testing.md',
    entry: 'src/testing/index.d.ts',
    topics: [['In tests', 'src/']],
  },
];

const { made, flaws } = pages();
if (process.argv.includes('--check')) {
  const kept = new Map(filesIn(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  const stale = [...new Set([...made.keys(), ...kept.keys()])].filter(
    (file) => made.get(file) !== kept.get(file),
  );
  const said = [...flaws, ...stale.map((file) => `docs/api/${file} is out of date: npm run docs`)];
  process.stdout.write(said.map((line) => `${line}\n`).join(''));
  process.exitCode = said.length === 0 ? 0 : 1;
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of made) writeFileSync(join(folder, file), text);
  process.stdout.write(flaws.map((line) => `${line}\n`).join(''));
}

function pages() {
  const modules = modulesIn(dist);
  const made = new Map();
  const flaws = [];
  for (const { name, file, entry, topics } of entries) {
    if (!isBuilt(dist, entry)) continue;
    const { about } = modules.moduleAt(entry);
    const symbols = symbolsOf(modules, entry);
    for (const { name: symbol, at, doc } of symbols.exported)
      if (doc === '') flaws.push(`${symbol} of ${name} has no docstring: ${at.path}`);
    made.set(file, pageOf({ name, about, topics }, symbols));
  }
  return { made, flaws };
}

function filesIn(path) {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
