import type { Bug } from '../behaviours/behaviour.js';
import { performed } from '../playing/play.js';
import { monotonicClock } from '../runtime/clock.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Casting } from '../teeth/casting.js';
import { judgedSoon } from '../teeth/judged-soon.js';
import type { Heard } from '../teeth/trial.js';
import type { Try } from '../trying/try-simulated.js';
import { withHooks } from '../playing/hooks.js';
import { readyTarget, transportFor } from '../playing/target.js';

export interface LiveSettings {
  /** The Redis that several processes share; `null`: there is none. */
  readonly store: string | null;
  readonly casting: Casting;
}

/** Why a mutant cannot be played over sockets; `null`: it can. */
export function liveRefusal({ needs }: Bug, store: string | null): string | null {
  if (needs === 'nodes')
    return store === null ? 'it takes two processes, and those a store: --store redis://...' : null;
  if (needs !== 'restart' && needs !== 'reconnect') return null;
  const what = needs === 'restart' ? 'restarts a server' : 'cuts connections';
  return `nothing ${what} in a live run; without --live the scenario says when, under simulation`;
}

/**
 * Plays a plan over real sockets against a server in a process of its own, which is new, so that nobody
 * has to reset it; what the scenario does before a run is done all the same. The server and everything
 * that was opened is gone when this returns, also after an error.
 */
export async function tryLive(attempt: Try, settings: LiveSettings): Promise<Heard> {
  const scenario = against(attempt, settings);
  const { plan, stop, behaviour, nodes } = attempt;
  const transport = transportFor(scenario);
  const target = await readyTarget(scenario);
  try {
    const ports = { clock: monotonicClock(), transport, url: target.url, stop, watch: () => {} };
    const { history } = await withHooks(scenario, target.url, () => performed(scenario, plan, ports));
    const strayed = behaviour.bug === undefined ? 0 : null;
    const judged = judgedSoon(scenario.model, history, scenario.assumptions);
    return { seed: scenario.seed, nodes, history, ...judged, strayed };
  } finally {
    await transport.close();
    await target.stop();
  }
}

/** The scenario against this server. */
function against({ scenario, behaviour, nodes }: Try, { store, casting }: LiveSettings): Scenario {
  const { server, settings } = casting;
  const target = {
    kind: 'embedded',
    server,
    settings,
    bug: behaviour.bug?.name ?? null,
    nodes,
    store: nodes > 1 ? store : null,
  } as const;
  const { transport } = scenario;
  // Each poll of a connection would reach another process.
  const isSplit = nodes > 1 && transport.kind === 'socket-io';
  return {
    ...scenario,
    target,
    ...(isSplit && { transport: { ...transport, transports: ['websocket'] } }),
  };
}
