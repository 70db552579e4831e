import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'turnwise-readme-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const onMutants = readFileSync(join(root, 'docs', 'mutants.md'), 'utf8');
const onModels = readFileSync(join(root, 'docs', 'models.md'), 'utf8');

const port = await freePort();
const shellBlocks = shellBlocksOf(readme);

function shellBlocksOf(text: string): readonly string[] {
  return [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map((match) =>
    (match[1] ?? '').replaceAll('4010', String(port)),
  );
}

describe('the README', () => {
  test('names the two commands, and they are what package.json does', () => {
    expect(shellBlocks[0]).toContain('npm ci && npm start');
    expect(shellBlocks[0]).toContain('npm ci && npm test');
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    expect(scripts['start']).toBe('node bin/turnwise.js run voting');
    expect(scripts['test']).toBe('vitest run');
  });

  test('its tour can be pasted: every command ends as the README says', async () => {
    const { output, code } = await bash(shellBlocks.slice(1).map(checked).join('\n'));
    expect(code, output).toBe(0);
  }, 240_000);

  test('its TypeScript scenario loads', async () => {
    const [, source = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
    writeFileSync(join(folder, 'seats.ts'), source);
    const { output, code } = await bash('SEATS_TOKEN=secret npx turnwise plan seats.ts');
    expect(code, output).toBe(0);
    expect(output).toContain('30 users on 10 resources');
  });
});

test("the README's scenario over WebSocket loads", async () => {
  const [, source = ''] = /```yaml\n([\s\S]*?)```/.exec(readme) ?? [];
  writeFileSync(join(folder, 'ws.yaml'), `name: ws\ntarget: chat\nusers: 4\nresources: 2\n${source}`);
  const { output, code } = await bash('npx turnwise plan ws.yaml');
  expect(code, output).toBe(0);
  expect(output).toContain('a fresh key takes 3 accepts');
});

describe('docs/mutants.md', () => {
  test('its commands can be pasted', async () => {
    const { output, code } = await bash(shellBlocksOf(onMutants).map(checked).join('\n'));
    expect(code, output).toBe(0);
  }, 120_000);
});

describe('docs/models.md', () => {
  test('its commands can be pasted', async () => {
    const { output, code } = await bash(shellBlocksOf(onModels).map(checked).join('\n'));
    expect(code, output).toBe(0);
  }, 120_000);

  test('its TypeScript scenario loads', async () => {
    const [, source = ''] = /```ts\n([\s\S]*?)```/.exec(onModels) ?? [];
    writeFileSync(join(folder, 'own.ts'), source);
    const { output, code } = await bash('npx turnwise plan own.ts --steps 3');
    expect(code, output).toBe(0);
    expect(output).toContain('2 users on 1 resource');
  });
});

/** After each command a check of its exit code: 0, or what the comment behind it says. */
function checked(block: string): string {
  let document: string | null = null;
  const lines: string[] = [];
  for (const line of block.split('\n')) {
    lines.push(line);
    if (document !== null) {
      if (line !== document) continue;
      document = null;
    } else {
      document = /<<'(\w+)'/.exec(line)?.[1] ?? null;
      if (document !== null || line.trim() === '' || line.startsWith('kill')) continue;
    }
    if (line.trim().endsWith('&')) {
      // The line starts a server; the next one wants it to listen.
      lines.push(`until (: > /dev/tcp/127.0.0.1/${port}) 2>/dev/null; do read -rt 0.1 <> <(:); done`);
      continue;
    }
    const expected = /# exit (\d+)/.exec(line)?.[1] ?? '0';
    const name = line.replaceAll("'", '');
    lines.push(`code=$?; [ $code = ${expected} ] || { echo 'exit' $code 'from: ${name}'; exit 9; }`);
  }
  return lines.join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A shell in an empty folder in which `npx turnwise` is the built command line. */
async function bash(script: string): Promise<{ readonly output: string; readonly code: number | null }> {
  const npx = `npx() { shift; node '${join(root, 'bin/turnwise.js')}' "$@"; }\ntrap 'kill $(jobs -p) 2>/dev/null' EXIT`;
  const child = spawn('bash', ['-c', `set -m\n${npx}\n${script}`], {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output, code };
}
