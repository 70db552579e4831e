import { expect, test } from 'vitest';
import type { HistoryEvent } from '../../src/history/action.js';
import type { RunHandle } from '../../src/runtime/companion.js';
import { trafficSamples } from '../../src/runtime/traffic-samples.js';
import { VirtualTime } from '../../src/runtime/virtual-time.js';
import { listening } from './state-listening.js';

const sample = (atUs: number, bytesIn: number): HistoryEvent => ({
  kind: 'traffic',
  atUs,
  bytesIn,
  bytesOut: bytesIn * 2,
  open: 3,
});

test('what has come and gone is written down once a second, and at the end', async () => {
  const time = new VirtualTime();
  const { run, events, stop } = listening(time);
  let bytes = 0;
  const handle: RunHandle = {
    ...run,
    originUs: 500_000,
    traffic: () => ({ bytesIn: (bytes += 10), bytesOut: bytes * 2, open: 3 }),
  };
  const samples = trafficSamples();
  samples.start?.(handle);
  time.at(3_200_000, () => {
    void samples.settled?.();
    stop.abort();
  });
  await time.run();
  await samples.close?.();
  expect(events).toEqual([
    sample(500_000, 10),
    sample(1_500_000, 20),
    sample(2_500_000, 30),
    sample(3_200_000, 40),
  ]);
});
