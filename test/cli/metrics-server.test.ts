import { afterEach, describe, expect, it } from 'vitest';
import { metricsServer, type MetricsServer } from '../../src/cli/metrics-server.js';
import type { LiveNumbers } from '../../src/reporters/index.js';
import { readExposition } from '../reporters/exposition.js';

const snapshot: LiveNumbers = {
  elapsedUs: 2_000_000,
  durationUs: 8_000_000,
  connected: 29,
  users: 30,
  sent: 120,
  planned: 400,
  accepted: 70,
  rejected: 40,
  unknown: 1,
  overdue: 2,
  dropped: 3,
  errors: 4,
  decided: 100,
  correct: 99,
  violations: 1,
  p50Us: 1500,
  p99Us: 9000,
  accepts: { p50Us: 1400, p99Us: 8000 },
  rejects: { p50Us: null, p99Us: null },
  latenessP99Us: null,
};
const run = { scenario: 'voting "1"', seed: 'demo', planHash: 'sha256:00', turnwise: '0.1.0' };

let server: MetricsServer | null = null;
afterEach(() => server?.close());

async function serving(nowUs = (): number => 0): Promise<MetricsServer> {
  server = await metricsServer(0, '127.0.0.1', { nowUs, wallMs: () => 0 });
  return server;
}

describe('metricsServer', () => {
  it('tells Prometheus and OpenMetrics the same numbers, each in its own words', async () => {
    const { url, show } = await serving();
    show(run, () => snapshot);
    const plain = await fetch(url);
    expect(plain.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
    const open = await fetch(url, { headers: { accept } });
    expect(open.headers.get('content-type')).toBe(
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
    const read = readExposition(await open.text());
    expect(read.value('turnwise_actions_total', { outcome: 'accepted' })).toBe(70);
    expect(read.value('turnwise_actions_sent_total')).toBe(120);
    expect(read.value('turnwise_latency_seconds', { series: 'response', quantile: '0.99' })).toBe(0.009);
    expect(read.value('turnwise_latency_seconds', { series: 'accepted', quantile: '0.5' })).toBe(0.0014);
    expect(read.value('turnwise_violations_total', { kind: 'unlisted', strength: 'proven' })).toBe(1);
    expect(read.value('turnwise_run_info', { scenario: 'voting "1"', seed: 'demo' })).toBe(1);
    const lines = (await plain.text()).split('\n');
    expect(lines).toContain('# TYPE turnwise_actions_total counter');
    expect(lines).toContain('turnwise_actions_total{outcome="accepted"} 70');
    expect(lines).not.toContain('# EOF');
  });

  it.each([
    ['', 'text/plain'],
    ['*/*', 'text/plain'],
    ['text/plain', 'text/plain'],
    ['application/openmetrics-text', 'application/openmetrics-text'],
    ['application/openmetrics-text; version=1.0.0; q=0.4, text/plain', 'text/plain'],
    ['application/openmetrics-text; version=2.0.0', 'text/plain'],
    ['application/openmetrics-text; q=0', 'text/plain'],
  ])('answers "%s" with %s', async (accept, type) => {
    const { url } = await serving();
    const { headers } = await fetch(url, { headers: { accept } });
    expect(headers.get('content-type')?.split(';')[0]).toBe(type);
  });

  it('tells nothing but metrics, and is told nothing', async () => {
    const { url } = await serving();
    expect((await fetch(url.replace('/metrics', '/'))).status).toBe(404);
    const post = await fetch(url, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await fetch(url, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await fetch(`${url}?x=1`)).status).toBe(200);
  });

  it('looks at the run no more than twice a second, however often it is asked, and not at all unasked', async () => {
    let nowUs = 0;
    let looks = 0;
    const { url, show } = await serving(() => nowUs);
    show(run, () => {
      looks++;
      return { ...snapshot, sent: looks };
    });
    expect(looks).toBe(0);
    for (nowUs = 1; nowUs < 500_000; nowUs += 50_000) await fetch(url);
    expect(looks).toBe(1);
    nowUs = 600_000;
    expect(await (await fetch(url)).text()).toContain('turnwise_actions_sent_total 2');
  });

  it('says in one line that a port is taken', async () => {
    const { url } = await serving();
    const port = Number(new URL(url).port);
    await expect(metricsServer(port, '127.0.0.1', { nowUs: () => 0, wallMs: () => 0 })).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken; --metrics-port 0 takes a free one`,
    );
  });

  it('ends connections that are kept alive, and can be closed twice', async () => {
    const { url, close } = await serving();
    await (await fetch(url)).text();
    await close();
    await close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });
});
