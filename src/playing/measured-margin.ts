import { performanceOf } from './play.js';
import type { Plan } from '../plan/plan.js';
import { monotonicClock } from '../runtime/clock.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Connection, Transport } from '../transports/transport.js';
import { marginUsOf, measuredText } from './margin.js';
import { readyTarget, transportFor } from './target.js';

/** So many pings, one after another; but no more are sent after this long. */
const pings = 20;
const measureMs = 3000;

/**
 * Measures the round trip to the target of a scenario with one connection of its first user: pings of
 * WebSocket, which every server answers by itself, so that no limit is touched; where there are none
 * (HTTP polling), the time to connect, which is several round trips. An embedded server is started for it
 * alone, so that the one of the run is new.
 *
 * @returns `null` where it could not be measured; what happened is said in either case.
 */
export async function measuredMarginUs(
  scenario: Scenario,
  plan: Plan,
  say: (line: string) => void,
): Promise<number | null> {
  const target = await readyTarget(scenario);
  const transport = transportFor(scenario);
  try {
    const seen = await roundTripsUs(transport, performanceOf(scenario, plan, target.url).requestOf(0, 0));
    const longestUs = Math.max(...seen);
    const marginUs = marginUsOf(longestUs);
    say(measuredText(longestUs, seen.length, marginUs));
    return marginUs;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      `warning: the round trip could not be measured (${why}), so the margin is assumed; --margin pins one`,
    );
    return null;
  } finally {
    await transport.close();
    await target.stop();
  }
}

/** Every round trip in microseconds, at least one. Rejects with the reason where nobody could connect. */
export async function roundTripsUs(
  transport: Transport,
  request: Parameters<Transport['connect']>[0],
): Promise<readonly number[]> {
  const clock = monotonicClock();
  const connection = await opened(transport, request);
  const connectUs = clock.nowUs();
  const seen: number[] = [];
  while (seen.length < pings && clock.nowUs() < connectUs + measureMs * 1000) {
    const sentUs = clock.nowUs();
    if (!(await isAnswered(connection))) break;
    seen.push(clock.nowUs() - sentUs);
  }
  await connection.close();
  return seen.length === 0 ? [connectUs] : seen;
}

function opened(transport: Transport, request: Parameters<Transport['connect']>[0]): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = transport.connect(request, {
      // A transport may report back before it has returned.
      opened: () => queueMicrotask(() => resolve(connection)),
      failed: (reason) => reject(new Error(reason)),
      closed: () => {},
      message: () => {},
    });
  });
}

/** Whether a ping could be sent and was answered: not every server does, and polling has none. */
function isAnswered(connection: Connection): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), measureMs);
    const end = (answered: boolean): void => {
      clearTimeout(timer);
      resolve(answered);
    };
    if (connection.ping?.(() => end(true)) !== true) end(false);
  });
}
