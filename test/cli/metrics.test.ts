import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { readExposition } from '../reporters/exposition.js';
import { start, turnwise, type Running } from './turnwise.js';

const accept = 'application/openmetrics-text; version=1.0.0';

function addressOf({ child, ended }: Running): Promise<string> {
  let said = '';
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', (text: string) => {
      said += text;
      const [, url] = /metrics at (\S+)\n/u.exec(said) ?? [];
      if (url !== undefined) resolve(url);
    });
    void ended.then(({ stderr }) => reject(new Error(`no address was said: ${stderr}`)));
  });
}

describe('turnwise run --metrics-port', () => {
  it('tells how the run goes while it goes, and nothing is left of it', async () => {
    const run = start(['run', 'voting', '--metrics-port', '0', '--max-duration', '2s', '--json', '--quiet']);
    const url = await addressOf(run);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics$/u);
    const first = await fetch(url, { headers: { accept } });
    expect(readExposition(await first.text()).samples.length).toBeGreaterThanOrEqual(0);
    const { code, stdout } = await run.ended;
    expect([0, 1, 2]).toContain(code);
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('says in one line that its port is taken, and plays nothing', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const { code, stdout, stderr } = await turnwise(['run', 'voting', '--metrics-port', String(port)]);
    other.close();
    expect([code, stdout]).toEqual([3, '']);
    expect(stderr).toBe(`turnwise: port ${port} on 127.0.0.1 is taken; --metrics-port 0 takes a free one\n`);
  });

  it.each([
    [['--metrics-port', 'x'], "--metrics-port takes a whole number of at least 0, not 'x'"],
    [['--metrics-port', '70000'], "--metrics-port takes a whole number of at most 65535, not '70000'"],
    [['--metrics-host', '0.0.0.0'], '--metrics-host needs --metrics-port'],
  ])('%j is bad usage', async (flags, message) => {
    expect(await turnwise(['run', 'voting', ...flags])).toMatchObject({
      code: 3,
      stderr: `turnwise: ${message}\n`,
    });
  });
});
