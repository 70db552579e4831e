import type { Observable } from 'rxjs';
import type { Plan } from '../plan/plan.js';
import { liveLine, liveLines } from '../reporters/live.js';
import { coloursOf } from '../reporters/reporter.js';
import type { Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import type { Scenario } from '../scenario/scenario.js';
import { liveTally } from './live-tally.js';
import type { Screen } from './screen.js';

/** The run as it goes: a panel on a terminal, a plain line now and then elsewhere. Never slows the dispatch. */
export interface LiveView {
  watch(events: Observable<RunEvent>): void;
  /** Stops drawing and leaves nothing behind. Idempotent. */
  close(): void;
}

const panelEveryMs = 200;
const lineEveryMs = 2000;

/** Draws what the events of a run add up to. */
export function liveView(scenario: Scenario, plan: Plan, screen: Screen, clock: Clock): LiveView {
  const tally = liveTally(scenario, plan, clock);
  const draw = (): void => {
    if (screen.live) screen.panel(liveLines(tally.snapshot(), coloursOf(screen.paint)));
    else screen.say(liveLine(tally.snapshot()));
  };
  const timer = screen.quiet ? undefined : setInterval(draw, screen.live ? panelEveryMs : lineEveryMs);
  return {
    watch: (events) => void events.subscribe((event) => tally.take(event)),
    close: () => clearInterval(timer),
  };
}
