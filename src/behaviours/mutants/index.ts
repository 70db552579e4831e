import type { Behaviour } from '../behaviour.js';
import { atTheEdge as arenaAtTheEdge } from './arena/at-the-edge.js';
import { awaitGap as arenaAwaitGap } from './arena/await-gap.js';
import { checkThenSet as arenaCheckThenSet } from './arena/check-then-set.js';
import { clockStepsBack as arenaClockStepsBack } from './arena/clock-steps-back.js';
import { earlyRetryAfter as arenaEarlyRetryAfter } from './arena/early-retry-after.js';
import { evicted as arenaEvicted } from './arena/evicted.js';
import { failOpen as arenaFailOpen } from './arena/fail-open.js';
import { globalKey as arenaGlobalKey } from './arena/global-key.js';
import { lateTimer as arenaLateTimer } from './arena/late-timer.js';
import { lostOnRestart as arenaLostOnRestart } from './arena/lost-on-restart.js';
import { neverExpires as arenaNeverExpires } from './arena/never-expires.js';
import { perNodeMemory as arenaPerNodeMemory } from './arena/per-node-memory.js';
import { rejectExtends as arenaRejectExtends } from './arena/reject-extends.js';
import { secondsFloored as arenaSecondsFloored } from './arena/seconds-floored.js';
import { shortCooldown as arenaShortCooldown } from './arena/short-cooldown.js';
import { skewedNodes as arenaSkewedNodes } from './arena/skewed-nodes.js';
import { uptimeClock as arenaUptimeClock } from './arena/uptime-clock.js';
import { wrongKey as arenaWrongKey } from './arena/wrong-key.js';
import { checkThenSet as ballotCheckThenSet } from './ballot/check-then-set.js';
import { forgets as ballotForgets } from './ballot/forgets.js';
import { perConnection as ballotPerConnection } from './ballot/per-connection.js';
import { perResource as ballotPerResource } from './ballot/per-resource.js';
import { perUser as ballotPerUser } from './ballot/per-user.js';
import { chargesRefused as canvasChargesRefused } from './canvas/charges-refused.js';
import { checkThenSet as canvasCheckThenSet } from './canvas/check-then-set.js';
import { oneLimit as canvasOneLimit } from './canvas/one-limit.js';
import { wrongReason as canvasWrongReason } from './canvas/wrong-reason.js';
import { checkThenSet as debounceCheckThenSet } from './debounce/check-then-set.js';
import { refusalsForgiven as debounceRefusalsForgiven } from './debounce/refusals-forgiven.js';
import { shortCooldown as debounceShortCooldown } from './debounce/short-cooldown.js';
import { lockPerUser as seatsLockPerUser } from './seats/lock-per-user.js';
import { oneTooMany as seatsOneTooMany } from './seats/one-too-many.js';
import { overbooking as seatsOverbooking } from './seats/overbooking.js';
import { perNodeMemory as seatsPerNodeMemory } from './seats/per-node-memory.js';

/** Every known bug, those of one server together: first what shows from outside on one node. */
export const mutants: readonly Behaviour[] = [
  arenaShortCooldown,
  arenaSecondsFloored,
  arenaNeverExpires,
  arenaLateTimer,
  arenaClockStepsBack,
  arenaRejectExtends,
  arenaEarlyRetryAfter,
  arenaFailOpen,
  arenaWrongKey,
  arenaGlobalKey,
  arenaCheckThenSet,
  arenaAwaitGap,
  arenaPerNodeMemory,
  arenaSkewedNodes,
  arenaLostOnRestart,
  arenaUptimeClock,
  arenaEvicted,
  arenaAtTheEdge,
  debounceShortCooldown,
  debounceRefusalsForgiven,
  debounceCheckThenSet,
  canvasOneLimit,
  canvasWrongReason,
  canvasChargesRefused,
  canvasCheckThenSet,
  seatsOneTooMany,
  seatsOverbooking,
  seatsLockPerUser,
  seatsPerNodeMemory,
  ballotForgets,
  ballotPerUser,
  ballotPerResource,
  ballotCheckThenSet,
  ballotPerConnection,
];
