import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { sha256 } from '../../src/playing/sha256.js';
import { loadScenario } from '../../src/scenario/load.js';
import { playOn } from '../e2e/playing.js';
import { startSocketIo } from './far-end.js';

const runs = fileURLToPath(new URL('../../runs/', import.meta.url));
const text = readFileSync(new URL('../../docs/sessions.md', import.meta.url), 'utf8');
const section = text.split(/^## /mu).find((part) => part.startsWith('Hooks')) ?? '';
const [, snippet = ''] = /```ts\n([\s\S]*?)```/u.exec(section) ?? [];

test('the scenario with hooks in docs/sessions.md plays as it is said', async () => {
  mkdirSync(runs, { recursive: true });
  const folder = mkdtempSync(join(runs, 'docs-'));
  const farEnd = await startSocketIo();
  try {
    const file = join(folder, 'with-hooks.ts');
    writeFileSync(file, snippet);
    const scenario = await loadScenario(file, { env: {}, run: 'docs', digest: sha256, target: farEnd.url });
    const { report, history } = await playOn(farEnd.url, scenario);
    expect(history.events.filter(({ kind }) => kind === 'hook-failed')).toEqual([]);
    expect(report.actions.accepted).toBe(report.actions.planned);
    const { joins, leaves, beats } = farEnd.seen;
    expect([joins.length, leaves.length]).toEqual([3, 3]);
    expect(beats).not.toEqual([]);
  } finally {
    await farEnd.close();
    rmSync(folder, { recursive: true });
  }
});
