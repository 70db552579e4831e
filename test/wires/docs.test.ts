import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { turnwise } from '../cli/inside.js';
import { scratch } from '../cli/turnwise.js';
import { graphqlServer, stompServer, type VoteServer } from './docs-servers.js';

const text = readFileSync(new URL('../../docs/wires.md', import.meta.url), 'utf8');
const snippets = [...text.matchAll(/```ts\n([\s\S]*?)```/gu)].map(([, body]) => body ?? '');

interface Shown {
  readonly verdict: string;
  readonly actions: Readonly<Record<string, number>>;
  readonly oracle: { readonly violationCount: number };
}

/** The scenario of the docs against a server of its kind, on the command line. */
async function run(index: number, server: VoteServer) {
  const folder = join(scratch, `snippet-${index}`);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'scenario.ts');
  writeFileSync(file, snippets[index] ?? '');
  const ended = await turnwise(['run', file, '--target', server.url, '--json', '--quiet']);
  if (ended.stdout === '') throw new Error(ended.stderr);
  return { ...ended, report: JSON.parse(ended.stdout) as Shown };
}

describe('docs/wires.md', () => {
  it.each([
    ['STOMP', 0, stompServer],
    ['graphql-transport-ws', 1, graphqlServer],
  ] as const)('%s: the server is right, and wrong with a cooldown of 60 %%', async (_, index, serverOf) => {
    const right = await run(index, await serverOf({ cooldownMs: 200 }));
    expect([right.code, right.report.actions]).toEqual([
      0,
      expect.objectContaining({ errors: 0, unknown: 0, dropped: 0 }),
    ]);
    expect(right.report.actions['rejected']).toBeGreaterThan(0);
    const wrong = await run(index, await serverOf({ cooldownMs: 120 }));
    expect(wrong.code).toBe(1);
    expect(wrong.report.oracle.violationCount).toBeGreaterThan(0);
  });

  it('leaves no snippet untried', () => {
    expect(text.match(/```\w+/gu)).toEqual(['```ts', '```ts']);
  });
});
