import type { Limiter, Row } from './driven.js';
import type { Due } from './schedule.js';

/**
 * Plays a schedule on each of many keys at once, in real time, and takes the windows as a client can:
 * read before the question, rounded down, and after the answer, rounded up.
 */
export async function inRealTime(
  limiter: Limiter,
  keys: number,
  spanMs: number,
  scheduleOfKey: (key: string) => readonly Due[],
): Promise<readonly Row[]> {
  const beganAtMs = performance.now();
  const nowUs = (): number => (performance.now() - beganAtMs) * 1000;
  const ask = async (key: string, cost: number): Promise<Row> => {
    const sentAtUs = Math.floor(nowUs());
    const answered = await limiter(key, cost);
    return { ...answered, key, cost, sentAtUs, settledAtUs: Math.ceil(nowUs()) };
  };
  const played = Array.from({ length: keys }, async (_, index): Promise<readonly Row[]> => {
    const key = `key${index}`;
    const rows: Row[] = [];
    for (const { atMs, cost } of scheduleOfKey(key)) {
      if (atMs > spanMs) break;
      await until(atMs, () => nowUs() / 1000);
      rows.push(await ask(key, cost));
    }
    return rows;
  });
  return (await Promise.all(played)).flat();
}

async function until(atMs: number, nowMs: () => number): Promise<void> {
  const waitMs = atMs - nowMs();
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
}
