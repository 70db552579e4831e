import { describe, expect, it } from 'vitest';
import { bodiesOf } from './tidy/functions.js';
import { masked } from './tidy/masked.js';
import { rules } from './tidy/rules.js';
import { sourceOf, sourcesIn } from './tidy/source.js';

const sources = sourcesIn('src', 'strategies', 'scenarios');

describe('the sources', () => {
  it.each(rules.map((rule) => [rule.name, rule] as const))('%s', (_, { advice, findings }) => {
    const found = findings(sources);
    expect(found, `\n${found.join('\n')}\n-> ${advice}\n`).toEqual([]);
  });
});

/** The first line of each field, as titles are short. */
function titled<const T extends readonly string[]>(fields: T): [title: string, fields: T] {
  return [fields.map((field) => field.split('\n')[0]).join(' | '), fields];
}

/** A rule that finds nothing may be blind: each is shown what it must see, and its innocent neighbour. */
describe('the rules', () => {
  const bad: [rule: string, path: string, text: string][] = [
    ['imports follow', 'src/plan/a.ts', "import { now } from '../runtime/clock.js';"],
    ['imports follow', 'src/plan/a.ts', "import { key } from '../history/action.js';"],
    ['imports follow', 'src/oracle/a.ts', "export * from '../plan/plan.js';"],
    ['imports follow', 'src/runtime/a.ts', "const ws = await import('../transports/ws.js');"],
    ['imports follow', 'src/runtime/a.ts', "import type { A } from '../transports/ws.js';"],
    ['imports follow', 'scenarios/a.ts', "import { defineScenario } from '../src/scenario/define.js';"],
    ['imports follow', 'src/attic/a.ts', ''],
    ['implementations beside', 'src/wires/a.ts', "import { b } from './b.js';"],
    ['implementations beside', 'src/wires/json/a.ts', "import { b } from '../b.js';"],
    ['implementations beside', 'strategies/a.ts', "import type { B } from './b.js';"],
    ['every implementation has', 'src/models/a.ts', ''],
    ['every package', 'src/cli/a.ts', "import { Subject } from 'rxjs';"],
    ['every package', 'src/cli/a.ts', "import lodash from 'lodash/fp';"],
    ['pure rooms', 'src/plan/a.ts', "import { createHash } from 'node:crypto';"],
    ['pure rooms', 'src/oracle/a.ts', 'export async function a() {}'],
    ['pure rooms', 'src/wires/a.ts', 'const at = `${Date.now()}`;'],
    ['pure rooms', 'strategies/a.ts', 'process.exit(1);'],
    ['plans use only', 'strategies/a.ts', 'const x = Math.log(2);'],
    ['plans use only', 'src/plan/a.ts', 'const x = 2 ** y;'],
    ['one clock', 'src/cli/a.ts', 'const at = Date.now();'],
    ['one clock', 'src/behaviours/a.ts', 'if (Math.random() < 0.5) fail();'],
    ['files and', 'src/cli/a.ts', 'const a = 1;\n'.repeat(251)],
    ['files and', 'src/cli/a.ts', `function a(): void {\n${'  b();\n'.repeat(69)}}`],
    ['files and', 'src/plan/a.ts', `const a = (b: { c: number }) => {\n${'  b();\n'.repeat(39)}};`],
    ['no any', 'src/cli/a.ts', 'const a: any = 1;'],
    ['no any', 'src/cli/a.ts', 'const a = b as any;'],
    ['no any', 'src/cli/a.ts', 'const a = b.c!.d;'],
    ['names say', 'src/cli/a.ts', 'class PlanManager {}'],
    ['names say', 'src/cli/string-utils.ts', ''],
    ['no dead', 'src/cli/a.ts', ''],
  ];

  it.each(bad.map(titled))('%s', (_, [rule, path, text]) => {
    const found = rules
      .filter(({ name }) => name.startsWith(rule))
      .flatMap(({ findings }) => findings([sourceOf(path, text)]));
    expect(found.join()).toContain(path);
  });

  const good: [path: string, text: string][] = [
    ['src/plan/a.ts', "import type { KeyField } from '../history/action.js';"],
    ['src/plan/a.ts', "import { type KeyField, type Action } from '../history/action.js';"],
    ['src/report/a.ts', "import { judge } from '../oracle/judge.js';"],
    ['src/cli/a.ts', "import { ws } from '../transports/ws.js';\nimport { Command } from 'commander';"],
    ['src/wires/a.ts', "import { b } from './json/b.js';\nimport type { Wire } from './wire.js';"],
    ['src/plan/a.ts', "// Date.now() and async\nconst a = 'await Promise';\nconst b = /process./;"],
    ['src/plan/a.ts', 'const a = `any Math.random() as any ${b} !`;'],
    ['src/cli/a.ts', "const help = `\nimport { a } from 'lodash';\n`;"],
    ['src/cli/a.ts', 'if (a !== b && !c) many = (company) => d != e;'],
    ['src/cli/a.ts', 'const at = new Date(clock.now());'],
    ['src/plan/a.ts', `if (a) {\n${'  b();\n'.repeat(60)}}`],
    ['src/plan/a.ts', `export const table = {\n${'  b: 1,\n'.repeat(60)}};`],
  ];
  const blind = ['no dead', 'every implementation has'];

  it.each(good.map(titled))('leave alone: %s', (_, [path, text]) => {
    const found = rules
      .filter(({ name }) => !blind.some((start) => name.startsWith(start)))
      .flatMap(({ findings }) => findings([sourceOf(path, text)]));
    expect(found).toEqual([]);
  });
});

describe('the scan', () => {
  it('blanks comments, strings and patterns, keeps code in templates and all positions', () => {
    const text = "a('}'); // {\nb(`{${c({ d: '`' })}}`); /* { */ e = /[/{]/.test(f); g = h / 2 / i;";
    expect(masked(text)).toBe(
      "a(' '); \nb(` ${c({ d: ' ' })} `);         e = /    /.test(f); g = h / 2 / i;".replace(
        '; \n',
        ';     \n',
      ),
    );
    expect(masked(text)).toHaveLength(text.length);
  });

  it('finds the bodies of functions, methods and arrows, and of nothing else', () => {
    const code = [
      'function one({ a }: { a: number } = { a: 1 }): Map<string, { b: number }> {',
      '  if (a) { c(); } else { d(); }',
      '  for (const e of f) { g(); }',
      '}',
      'class H { async *i(): AsyncIterable<void> { j(); } get k() { return 1; } }',
      'const l = { m: 1 }; const n = async (o): Promise<void> => {',
      '};',
      'const p = (q) => { r(); }; type S = { t: number }; switch (u) { default: }',
      'interface V { w: number }',
    ].join('\n');
    expect(bodiesOf(code)).toEqual([
      { line: 1, lines: 4 },
      { line: 5, lines: 1 },
      { line: 5, lines: 1 },
      { line: 6, lines: 2 },
      { line: 8, lines: 1 },
    ]);
  });
});
