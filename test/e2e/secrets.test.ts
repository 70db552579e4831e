import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { turnwise } from '../cli/inside.js';
import { scratch } from '../cli/turnwise.js';
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
steps: 8
timeout: 400ms
connect: {over: 20ms, timeout: 1s, reconnectAfter: 100ms}
model: {cooldown: {per: resource, every: 100ms}}
`,
  );
  return file;
}

/** Says all it was shown, wherever a server may say something; and the token at every place around the cut. */
const gossip = (): FarEnd => {
  const decide = cooldownOf(100);
  let turn = 0;
  return (vote, { answer, push, raw, close, shown }) => {
    push(shown);
    turn++;
    if (turn % 6 === 4) return raw(`no JSON but ${token}`);
    if (turn % 6 === 5) return answer({ error: token, [token]: 1, more: `${'y'.repeat(30)}${token}` });
    if (turn % 6 === 3) return answer({ ...decide(vote), echo: token, deep: { token, shown } });
    if (turn < 20) return answer({ ok: false, error: `${'x'.repeat(172 + turn)}${token}` });
    answer({ ok: true, echo: shown });
    close();
  };
};

const refusal = (shown: string): string => `bad token ${token} in ${shown}`;

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

  test.concurrent(
    'in answers, pushes, frames that are none, and around the cut of long reasons',
    async ({ onTestFinished }) => {
      const server = await startTestServer(kind, gossip());
      onTestFinished(() => server.close());
      const address = `${server.url}/?token=${encodeURIComponent(token)}`;
      const { files } = await run(`${kind}-gossip`, address, '--trace', 'u1');
      expect(files.get('report.json')).toContain('***');
    },
  );

  test.concurrent('when it refuses to let anybody in', async ({ onTestFinished }) => {
    const server = await startTestServer(kind, () => undefined, { refuse: refusal });
    onTestFinished(() => server.close());
    const { ended } = await run(`${kind}-refused`, server.url, '--json', '--trace', 'u0');
    expect(ended.code).toBe(2);
    expect(ended.stdout).toContain('nobody could connect');
    if (kind === 'socket-io') expect(ended.stdout).toContain('bad token ***');
  });
});
