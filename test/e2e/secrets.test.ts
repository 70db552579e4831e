import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { scratch, turnwise } from '../cli/turnwise.js';
import { cooldownOf, startTestServer, type FarEnd, type Kind } from './servers.js';

/** Long, and with characters that URLs, JSON and HTML write in their own ways. */
const token = 'tok-9f8e7d6c/5b+4a&"3210=';
/** The forms in which it may turn up, and its beginning, as after a cut. */
const forms = [
  token,
  encodeURIComponent(token),
  JSON.stringify(token).slice(1, -1),
  Buffer.from(token).toString('base64'),
  token.slice(0, 8),
];

const transports: Readonly<Record<Kind, string>> = {
  'socket-io':
    'socket-io: {auth: {token: "${env:E2E_TOKEN}", user: "${user}"}, query: {key: "${env:E2E_TOKEN}"}, headers: {x-session: "a-${env:E2E_TOKEN}"}}',
  ws: 'ws: {query: {key: "${env:E2E_TOKEN}"}, headers: {authorization: "Bearer ${env:E2E_TOKEN}"}}',
};
const wires: Readonly<Record<Kind, string>> = {
  'socket-io': 'event-ack: {event: vote, payload: {user: "${user}", resource: "${resource}"}',
  ws: 'json-id: {payload: {id: "${id}", user: "${user}", resource: "${resource}", key: "${env:E2E_TOKEN}"}',
};

function scenarioFile(kind: Kind): string {
  const file = join(scratch, `secrets-${kind}.yaml`);
  writeFileSync(
    file,
    `name: secrets-${kind}
transport: {${transports[kind]}}
wire: {${wires[kind]}, accepted: {ok: true}, rejected: {ok: false}, reason: error, value: echo}}
users: 4
resources: 2
steps: 3
timeout: 400ms
connect: {over: 20ms, timeout: 1s, reconnectAfter: 100ms}
model: {cooldown: {per: resource, every: 100ms}}
`,
  );
  return file;
}

/** Says all it was shown, wherever a server may say something. */
const gossip = (): FarEnd => {
  const decide = cooldownOf(100);
  let turn = 0;
  return (vote, { answer, push, raw, close, shown }) => {
    push(shown);
    const kind = turn++ % 6;
    const filler = 'x'.repeat(190 - kind);
    if (kind === 4) return raw(`no JSON but ${token}`);
    if (kind === 5) return answer({ error: token, [token]: 1, more: `${'y'.repeat(30)}${token}` });
    answer({
      ...decide(vote),
      echo: shown.length > 190 ? token : shown,
      ...(kind < 3 ? {} : { deep: { token } }),
    });
    if (turn === 9) answer({ ok: false, error: `${filler}${token}` });
    if (turn > 16) close();
  };
};
/** Refuses every vote, with the token at every place around the cut of long reasons. */
const wordy = (): FarEnd => {
  let turn = 0;
  return (_vote, { answer }) => answer({ ok: false, error: `${'x'.repeat(175 + turn++)}${token}` });
};

/** Every file of a run, as text; bytes stay as they are. */
function filesOf(folder: string): ReadonlyMap<string, string> {
  const names = readdirSync(join(scratch, folder, 'latest'), { recursive: true, withFileTypes: true });
  return new Map(
    names
      .filter((entry) => entry.isFile())
      .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name), 'latin1')]),
  );
}

describe.each(['socket-io', 'ws'] as const)('a server that repeats the token over %s', (kind) => {
  const run = async (out: string, url: string, ...flags: string[]) => {
    const args = ['run', scenarioFile(kind), '--target', url, '--out', out, ...flags];
    const ended = await turnwise(args, { E2E_TOKEN: token });
    expect([0, 1, 2], ended.stderr).toContain(ended.code);
    const files = filesOf(out);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['history.arrow', 'junit.xml', 'plan.json', 'report.html', 'report.json']),
    );
    for (const [name, text] of [...files, ['stdout', ended.stdout], ['stderr', ended.stderr]] as const) {
      for (const form of forms) expect(text, `${name} holds ${form}`).not.toContain(form);
    }
    return { ended, files };
  };

  test.each([
    ['in answers, pushes and frames that are none', gossip],
    ['around the cut of long reasons', wordy],
  ])('%s', async (what, farEnd) => {
    const server = await startTestServer(kind, farEnd());
    onTestFinished(() => server.close());
    const { files } = await run(`${kind}-${what.length}`, server.url, '--trace', 'u1');
    expect(files.get('report.json')).toContain('***');
  });

  test('when it refuses to let anybody in', async () => {
    const refuse = (shown: string): string => `bad token ${token} in ${shown}`;
    const server = await startTestServer(kind, () => undefined, { refuse });
    onTestFinished(() => server.close());
    const { ended } = await run(`${kind}-refused`, server.url, '--json', '--trace', 'u0');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('nobody could connect');
    if (kind === 'socket-io') expect(ended.stdout).toContain('bad token ***');
  });

  test('in the address', async () => {
    const server = await startTestServer(kind, gossip());
    onTestFinished(() => server.close());
    await run(`${kind}-address`, `${server.url}/?token=${encodeURIComponent(token)}`);
  });
});
