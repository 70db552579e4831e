import type { Observable } from 'rxjs';
import type { Plan } from '../plan/plan.js';
import { wallText } from '../reporters/format/when.js';
import { liveLine, liveLines, liveViolationLine, type LiveSnapshot } from '../reporters/live.js';
import { coloursOf } from '../reporters/reporter.js';
import type { Clock } from '../runtime/clock.js';
import type { RunEvent } from '../runtime/events.js';
import { redact } from '../scenario/redact.js';
import type { Scenario } from '../scenario/scenario.js';
import { liveTally, type OnViolation } from './live-tally.js';
import type { Screen } from './screen.js';

/** The run as it goes: a panel on a terminal, a plain line now and then elsewhere. Never slows the dispatch. */
export interface LiveView {
  watch(events: Observable<RunEvent>): void;
  /** What is known by now, drawn or not. */
  snapshot(): LiveSnapshot;
  /** Stops drawing and leaves nothing behind. Idempotent. */
  close(): void;
}

const panelEveryMs = 200;
const lineEveryMs = 2000;
/** Keys whose first violation gets a plain line of its own. */
const violationLinesMost = 20;

/**
 * Draws what the events of a run add up to.
 * @param clock the one that the run's times are on
 */
export function liveView(scenario: Scenario, plan: Plan, screen: Screen, clock: Clock): LiveView {
  const clean = (text: string): string => redact(text, scenario.secrets);
  const tell =
    screen.live || screen.quiet ? undefined : violationTeller(clock, (line) => screen.say(clean(line)));
  const tally = liveTally(scenario, plan, clock, tell);
  const draw = (): void => {
    const snapshot = tally.snapshot();
    if (!screen.live) return screen.say(clean(liveLine(snapshot)));
    screen.panel(liveLines(snapshot, coloursOf(screen.paint), screen.columns()).map(clean));
  };
  const timer = screen.quiet ? undefined : setInterval(draw, screen.live ? panelEveryMs : lineEveryMs);
  return {
    watch: (events) => void events.subscribe((event) => tally.take(event)),
    snapshot: () => tally.snapshot(),
    close: () => clearInterval(timer),
  };
}

/** A line for the first violation of a key, of some keys; written when nothing else has to be done. */
function violationTeller(clock: Clock, say: (line: string) => void): OnViolation {
  const zeroMs = clock.wallMs() - clock.nowUs() / 1000;
  const environment = {
    turnwise: '',
    node: '',
    os: '',
    startedAt: '',
    zeroAt: new Date(zeroMs).toISOString(),
  };
  const told = new Set<string>();
  return (violation, key) => {
    if (told.has(key) || told.size > violationLinesMost) return;
    told.add(key);
    const line =
      told.size > violationLinesMost
        ? 'violation  on more keys: counted from here on, and told in the report'
        : liveViolationLine(violation, wallText(violation.atUs, environment));
    setImmediate(() => say(line));
  };
}
