import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import type { Report } from '../../src/report/report.js';
import { reportJsonSchema } from '../../src/report-file/schema.js';
import { turnwise } from '../cli/inside.js';

it(
  'a run is compared with an earlier one, drawn again, and is what the schema says',
  { timeout: 120_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'turnwise-baseline-'));
    try {
      const out = join(folder, 'runs');
      const simulate = ['simulate', 'voting', '--users', '3', '--resources', '3', '--out', out, '--quiet'];
      await turnwise(simulate);
      const latest = join(out, 'latest');
      const { stdout } = await turnwise([...simulate, '--seed', 'other', '--baseline', latest, '--json']);
      const report = JSON.parse(stdout) as Report;
      expect(report.comparison?.baseline.seed).not.toBe('other');
      expect(report.comparison?.notes.join(' ')).toMatch(/another plan/);
      const stored = readFileSync(join(latest, 'report.json'), 'utf8');
      expect((JSON.parse(stored) as Report).comparison).toEqual(report.comparison);
      const isValid = new Ajv2020({ strict: true, strictTypes: false, strictTuples: false }).compile(
        reportJsonSchema(),
      );
      isValid(JSON.parse(stored));
      expect(isValid.errors ?? []).toEqual([]);
      const page = join(folder, 'again.html');
      await turnwise(['report', latest, '--html', page, '--quiet']);
      expect(readFileSync(page, 'utf8')).not.toContain('"contention":null');
      await turnwise(['check', latest, '--html', page, '--baseline', latest, '--quiet']);
      expect(readFileSync(page, 'utf8')).toMatch(/Compared with an earlier run/);
      mkdirSync(join(folder, 'broken'));
      writeFileSync(join(folder, 'broken', 'report.json'), stored.replace('"decided"', '"undecided"'));
      const refused = await turnwise(['report', join(folder, 'broken')]);
      expect(refused.code).toBe(3);
      expect(refused.stderr).toMatch(/oracle\.decided: /);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
