import type { Behaviour } from '../behaviour.js';
import { checkThenTake as apiCheckThenTake } from './api/check-then-take.js';
import { oneTooMany as apiOneTooMany } from './api/one-too-many.js';
import { refillsAtOnce as apiRefillsAtOnce } from './api/refills-at-once.js';
import { refillsTwice as apiRefillsTwice } from './api/refills-twice.js';
import { rejectConsumes as apiRejectConsumes } from './api/reject-consumes.js';
import { sharedBucket as apiSharedBucket } from './api/shared-bucket.js';
import { startsEmpty as apiStartsEmpty } from './api/starts-empty.js';
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
import { blocksAnew as chatBlocksAnew } from './chat/blocks-anew.js';
import { byConnection as chatByConnection } from './chat/by-connection.js';
import { countThenAdd as chatCountThenAdd } from './chat/count-then-add.js';
import { countsRefused as chatCountsRefused } from './chat/counts-refused.js';
import { fixedWindow as chatFixedWindow } from './chat/fixed-window.js';
import { oneMore as chatOneMore } from './chat/one-more.js';
import { perNodeMemory as chatPerNodeMemory } from './chat/per-node-memory.js';
import { checkThenSet as debounceCheckThenSet } from './debounce/check-then-set.js';
import { refusalsForgiven as debounceRefusalsForgiven } from './debounce/refusals-forgiven.js';
import { shortCooldown as debounceShortCooldown } from './debounce/short-cooldown.js';
import { anyoneMoves as gameAnyoneMoves } from './game/anyone-moves.js';
import { checkThenMove as gameCheckThenMove } from './game/check-then-move.js';
import { lostOnRestart as gameLostOnRestart } from './game/lost-on-restart.js';
import { skipsPlayer as gameSkipsPlayer } from './game/skips-player.js';
import { tablePerNode as gameTablePerNode } from './game/table-per-node.js';
import { twoMoves as gameTwoMoves } from './game/two-moves.js';
import { checkThenAdd as gatewayCheckThenAdd } from './gateway/check-then-add.js';
import { countsRefused as gatewayCountsRefused } from './gateway/counts-refused.js';
import { forgetsBefore as gatewayForgetsBefore } from './gateway/forgets-before.js';
import { negativeCache as gatewayNegativeCache } from './gateway/negative-cache.js';
import { perRoute as gatewayPerRoute } from './gateway/per-route.js';
import { anyoneReleases as locksAnyoneReleases } from './locks/anyone-releases.js';
import { checkThenSet as locksCheckThenSet } from './locks/check-then-set.js';
import { earlyExpiry as locksEarlyExpiry } from './locks/early-expiry.js';
import { lateExpiry as locksLateExpiry } from './locks/late-expiry.js';
import { lostAtFailover as locksLostAtFailover } from './locks/lost-at-failover.js';
import { perNodeMemory as locksPerNodeMemory } from './locks/per-node-memory.js';
import { refusedExtends as locksRefusedExtends } from './locks/refused-extends.js';
import { renewsExpired as locksRenewsExpired } from './locks/renews-expired.js';
import { renewsNothing as locksRenewsNothing } from './locks/renews-nothing.js';
import { tokenReused as locksTokenReused } from './locks/token-reused.js';
import { calendar as quotaCalendar } from './quota/calendar.js';
import { checkThenAdd as quotaCheckThenAdd } from './quota/check-then-add.js';
import { evicted as quotaEvicted } from './quota/evicted.js';
import { expireRefresh as quotaExpireRefresh } from './quota/expire-refresh.js';
import { firstFree as quotaFirstFree } from './quota/first-free.js';
import { lostOnRestart as quotaLostOnRestart } from './quota/lost-on-restart.js';
import { negativeCache as quotaNegativeCache } from './quota/negative-cache.js';
import { secondsFloored as quotaSecondsFloored } from './quota/seconds-floored.js';
import { ttlLost as quotaTtlLost } from './quota/ttl-lost.js';
import { wrongUnit as quotaWrongUnit } from './quota/wrong-unit.js';
import { anyoneReleases as roomsAnyoneReleases } from './rooms/anyone-releases.js';
import { doubleRelease as roomsDoubleRelease } from './rooms/double-release.js';
import { ghost as roomsGhost } from './rooms/ghost.js';
import { overshoot as roomsOvershoot } from './rooms/overshoot.js';
import { slotLeak as roomsSlotLeak } from './rooms/slot-leak.js';
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
  apiOneTooMany,
  apiStartsEmpty,
  apiRefillsAtOnce,
  apiRejectConsumes,
  apiSharedBucket,
  apiCheckThenTake,
  apiRefillsTwice,
  chatOneMore,
  chatFixedWindow,
  chatCountsRefused,
  chatBlocksAnew,
  chatCountThenAdd,
  chatPerNodeMemory,
  chatByConnection,
  quotaFirstFree,
  quotaCalendar,
  quotaExpireRefresh,
  quotaTtlLost,
  quotaWrongUnit,
  quotaSecondsFloored,
  quotaNegativeCache,
  quotaCheckThenAdd,
  quotaLostOnRestart,
  quotaEvicted,
  gatewayForgetsBefore,
  gatewayCountsRefused,
  gatewayNegativeCache,
  gatewayPerRoute,
  gatewayCheckThenAdd,
  locksEarlyExpiry,
  locksLateExpiry,
  locksTokenReused,
  locksRefusedExtends,
  locksAnyoneReleases,
  locksRenewsExpired,
  locksRenewsNothing,
  locksCheckThenSet,
  locksPerNodeMemory,
  locksLostAtFailover,
  gameTwoMoves,
  gameSkipsPlayer,
  gameAnyoneMoves,
  gameCheckThenMove,
  gameTablePerNode,
  gameLostOnRestart,
  roomsSlotLeak,
  roomsDoubleRelease,
  roomsAnyoneReleases,
  roomsOvershoot,
  roomsGhost,
];
