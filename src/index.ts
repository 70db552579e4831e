/**
 * turnwise as a library: describe a scenario, plan it, play or simulate it, judge a history, report.
 */
export { behaviours } from './behaviours/index.js';
export type {
  Behaviour,
  BehaviourAction,
  BehaviourAnswer,
  BehaviourPorts,
  Handler,
} from './behaviours/behaviour.js';
export type { Action, HistoryEvent, KeyField } from './history/action.js';
export { historyBuilder, type HistoryBuilder } from './history/columns.js';
export type { History } from './history/history.js';
export type { Answer, Outcome, OutcomeKind } from './history/outcome.js';
export { defaultAssumptions, type Assumptions } from './models/assumptions.js';
export {
  allOf,
  capacity,
  concurrency,
  cooldown,
  fixedWindow,
  lease,
  models,
  once,
  ownModel,
  slidingCounter,
  slidingLog,
  tokenBucket,
  turns,
} from './models/index.js';
export type { Attempt, Decision, Model } from './models/model.js';
export type { OwnModel } from './models/own.js';
export { judge } from './oracle/judge.js';
export type { Judgement, Verdict, Violation } from './oracle/verdict.js';
export { planOf } from './plan/plan-of.js';
export type { Plan, PlanHeader, PlanSpec, Step } from './plan/plan.js';
export type { Seat, Strategy } from './plan/strategy.js';
export { planFor } from './plan-for.js';
export { play, type Played, type PlayPorts } from './playing/play.js';
export { reportOf } from './report/report-of.js';
export type { Report } from './report/report.js';
export { reporters } from './reporters/index.js';
export { monotonicClock, type Clock } from './runtime/clock.js';
export type { RunEvent } from './runtime/events.js';
export { defineScenario } from './scenario/define.js';
export { loadScenario, scenarioOf, type LoadOptions } from './scenario/load.js';
export type { Broadcast } from './scenario/live.js';
export { Problem } from './scenario/problem.js';
export type { Scenario } from './scenario/scenario.js';
export type { OwnBehaviour, Simulation } from './scenario/simulation.js';
export { simulate, type SimulatePorts, type World } from './playing/simulate.js';
export { simulatedScenario, worldOf } from './playing/simulated-world.js';
export {
  defineServer,
  type FrontOptions,
  type ServerModule,
  type ServerOptions,
  type StartedServer,
} from './servers/module.js';
export type {
  BackgroundTask,
  ConnectExtras,
  SessionHooks,
  SessionMessage,
  SessionMetrics,
  SessionUser,
  WaitOptions,
} from './session/hooks.js';
export { socketIoTransport, wsTransport } from './transports/index.js';
export type { Connection, Inbound, Outbound, Transport } from './transports/transport.js';
export type { Wire, WireRequest } from './wires/wire.js';
