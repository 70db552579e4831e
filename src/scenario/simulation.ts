import type { BehaviourAction, BehaviourAnswer, BehaviourPorts } from '../behaviours/behaviour.js';
import type { Assumptions } from '../models/assumptions.js';

/** How long something takes, in integer microseconds. */
export type SimulatedLatency =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly fromUs: number; readonly toUs: number }
  | { readonly kind: 'exponential'; readonly floorUs: number; readonly meanUs: number };

/** From one instant to another, both included, in microseconds since the start of connecting. */
export interface SimulatedSpan {
  readonly fromUs: number;
  readonly toUs: number;
}

/** The world a scenario wants to be simulated in: what the network and the server do to it. */
export interface Simulation {
  readonly network: {
    readonly up: SimulatedLatency;
    readonly down: SimulatedLatency;
    readonly jitterUs: number;
    readonly order: 'ordered' | 'overtaking';
    readonly lostRequests: number;
    readonly lostAnswers: number;
    readonly cuts: readonly {
      readonly atUs: number;
      readonly users?: readonly number[];
      readonly noticedAfterUs: number;
      readonly requests: 'lost' | 'arrive';
    }[];
    readonly clientStalls: readonly SimulatedSpan[];
  };
  readonly server: {
    /** Processes behind one address. */
    readonly nodes: number;
    readonly serviceTime?: SimulatedLatency;
    readonly storeLatency?: SimulatedLatency;
    readonly clock: { readonly offsetUs: number; readonly ratePpm: number; readonly tickUs: number };
    readonly stalls: readonly SimulatedSpan[];
    readonly restarts: readonly { readonly atUs: number; readonly downUs: number }[];
    readonly state: 'durable' | 'perProcess';
  };
  /** Other people's traffic; `null`: none. */
  readonly hidden: { readonly users: number; readonly everyUs: number; readonly action: string } | null;
  /** What the judge may assume here: a simulated server starts fresh, and hidden traffic is not exclusive. */
  readonly assumptions: Assumptions;
}

/** What a server of one's own answers: yes or no as the reference servers say it, or whatever the wire can read. */
export type OwnAnswer = BehaviourAnswer | Readonly<Record<string, unknown>>;

/** A server in code, as a scenario gives it: time, sleep and store are handed in. */
export type OwnBehaviour = (ports: BehaviourPorts) => {
  readonly handle: (action: BehaviourAction) => OwnAnswer | Promise<OwnAnswer>;
};
