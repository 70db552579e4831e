import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { blocksIn, root, type Block, type Page } from './pages.js';

/** Commands that fetch or start what is none of ours: read, not run. */
const foreign = /^(npm|git|docker|k6|artillery|locust|curl|open|xdg-open|jmeter|gatling)\b/u;
/** What would take too long is planned instead, with the same flags. */
const long = /# (?:about \d+ seconds|a night)/u;

const mark = '\u001e';

export interface Pasted {
  /** What went wrong first, with its place; `null`: every command ended as the page says. */
  readonly flaw: string | null;
  /** What each block wrote, by its place. */
  readonly outputs: ReadonlyMap<string, string>;
}

/** Pastes the shell blocks of a page into a shell in a folder of their own, with the files of the page beside them. */
export async function pasted(page: Page, folder: string): Promise<Pasted> {
  const ports = await portsFor(page);
  const renumbered = (text: string) =>
    [...ports].reduce((so, [from, to]) => so.replaceAll(new RegExp(`\\b${from}\\b`, 'gu'), to), text);
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of page.blocks)
    if (file !== null && !file.includes('/')) writeFileSync(join(folder, file), renumbered(text));
  const first = ports.values().next().value ?? '0';
  const script = blocksIn(page, 'sh').map((block) => checked(block, renumbered(block.text), first));
  return piecesOf(await bash(folder, script.join('\n')));
}

/** After each command a check of its exit code: 0, or what the comment behind it says. */
function checked(block: Block, text: string, port: string): string {
  const script = [`printf '${mark}%s\\n' '${block.place}'`];
  let command: string[] = [];
  let until: string | null = null;
  text.split('\n').forEach((line, at) => {
    command.push(line);
    if (until === null) until = /<<'(\w+)'/u.exec(line)?.[1] ?? null;
    else if (line === until) until = null;
    if (until !== null || (!command[0]?.includes("<<'") && isOpen(command.join('\n')))) return;
    script.push(commandOf(command, `${block.page}:${block.line + at}`, port));
    command = [];
  });
  return script.join('\n');
}

/** Whether the shell would go on reading: a quote without its end, or a backslash behind all. */
function isOpen(command: string): boolean {
  const spoken = command.replaceAll(/(?:^|\s)# .*$/gmu, '');
  return command.endsWith('\\') || (spoken.split("'").length - 1) % 2 === 1;
}

function commandOf(lines: readonly string[], place: string, port: string): string {
  const [head = ''] = lines;
  if (head.trim() === '' || head.startsWith('#') || foreign.test(head)) return '';
  if (head.startsWith('kill ')) return `${head}; wait 2>/dev/null`;
  const text = lines.join('\n');
  if (long.test(head))
    return commandOf([text.replace(' run ', ' plan ').replace(long, '# planned')], place, port);
  if (head.trim().endsWith('&')) {
    // The line starts a server; the next one wants it to listen.
    const own = /--port (\d+)/u.exec(head)?.[1] ?? port;
    return `${text}\nuntil (: > /dev/tcp/127.0.0.1/${own}) 2>/dev/null; do read -rt 0.1 <> <(:); done`;
  }
  const expected = /# exit (\d+)/u.exec(text)?.[1] ?? '0';
  return `${text}\ncode=$?; [ $code = ${expected} ] || { printf '${mark}!%s\\n' "${place}: exit $code, not ${expected}"; exit 9; }`;
}

/** A free port for each that a page names. */
async function portsFor(page: Page): Promise<ReadonlyMap<string, string>> {
  const named = [...page.text.matchAll(/(?:localhost|127\.0\.0\.1):(\d{4,5})|--port (\d{4,5})/gu)];
  const ports = new Map<string, string>();
  for (const [, address, flag] of named) {
    const from = address ?? flag ?? '';
    if (!ports.has(from)) ports.set(from, await freePort());
  }
  return ports;
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return String(address.port);
}

/** A shell in which `npx turnwise` is the built command line. */
async function bash(cwd: string, script: string): Promise<string> {
  const npx = `npx() {
    case $1 in
      turnwise) shift; node '${join(root, 'bin/turnwise.js')}' "$@" ;;
      vitest) shift; node '${join(root, 'node_modules/vitest/vitest.mjs')}' "$@" ;;
      *) echo "nobody knows how to run $1"; return 98 ;;
    esac
  }
  trap 'kill $(jobs -p) 2>/dev/null' EXIT`;
  const child = spawn('bash', ['-c', `exec 2>&1; set -m\n${npx}\n${script}`], {
    cwd,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: 840_000,
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return output;
}

function piecesOf(output: string): Pasted {
  const outputs = new Map<string, string>();
  let flaw: string | null = null;
  for (const piece of output.split(mark).slice(1)) {
    const end = piece.indexOf('\n');
    const [place, said] = [piece.slice(0, end), piece.slice(end + 1)];
    if (place.startsWith('!')) flaw = `${place.slice(1)}\n${[...outputs.values()].at(-1) ?? ''}${said}`;
    else outputs.set(place, said);
  }
  return { flaw, outputs };
}
