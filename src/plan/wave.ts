import type { Draft } from './draft.js';
import { keySpaceOf, type KeySpace } from './key-space.js';
import type { PlanSpec } from './plan.js';
import { streamsOf } from './random.js';
import type { Followers, Turn, WaveRules } from './waves.js';

/** What a key has seen. */
interface KeyState {
  /** The wave that touched it last, by its begin. */
  beginUs: number;
  /** Openers since the key was new, and in that wave. */
  opened: number;
  openedNow: number;
  followed: number;
}

/** The wave at hand, one object for all waves of a walk: its memory grows with users and keys only. */
export class Wave {
  readonly #rules: WaveRules;
  readonly #keys: KeySpace;
  readonly #staggerUs: (user: number, resource: number) => number;
  readonly #follow: Followers;
  readonly #states = new Map<number, KeyState>();
  /** The instant from which on a user has nothing else to do. */
  readonly #freeUs: Float64Array;
  /** The resource a user has opened in this wave, or -1. */
  readonly #opened: Int32Array;
  readonly #waits: Uint8Array;
  #idle = 0;
  #placed = 0;
  #beginUs = 0;

  constructor(spec: PlanSpec, rules: WaveRules, phaseIndex: number) {
    this.#rules = rules;
    this.#keys = keySpaceOf(spec.per, spec.resources);
    this.#staggerUs = staggerOf(spec, rules, phaseIndex, this.#keys);
    this.#follow = rules.followersOf();
    this.#freeUs = new Float64Array(spec.users).fill(-Infinity);
    this.#opened = new Int32Array(spec.users);
    this.#waits = new Uint8Array(spec.users);
  }

  begin(atUs: number): void {
    this.#beginUs = atUs;
    this.#opened.fill(-1);
    this.#waits.fill(0);
    this.#idle = this.#waits.length;
  }

  /** Whether there is anybody who does not wait for the next wave. */
  hasIdle(): boolean {
    return this.#idle > 0;
  }

  /** The action of a turn; `null`: its user waits for the next wave, with all that it has to do. */
  placed(turn: Turn): Draft | null {
    if (this.#waits[turn.user] === 1) return null;
    const draft = this.#opening(turn) ?? this.#following(turn);
    if (draft !== null) {
      this.#placed++;
      return draft;
    }
    this.#waits[turn.user] = 1;
    this.#idle--;
    return null;
  }

  #opening({ user, resource, step }: Turn): Draft | null {
    const { openers, openerGapUs, openerAim, idleUs } = this.#rules;
    const state = this.#stateOf(user, resource);
    const atUs = this.#beginUs + this.#staggerUs(user, resource) + state.openedNow * openerGapUs;
    if (state.opened === openers || atUs < this.#freeUs[user]) return null;
    state.opened++;
    state.openedNow++;
    this.#opened[user] = resource;
    this.#freeUs[user] = atUs + Math.min(idleUs, openerGapUs);
    return { user, resource, step, atUs, aim: openerAim };
  }

  #following(turn: Turn): Draft | null {
    const { user, step } = turn;
    const resource = this.#resourceToFollowOn(turn);
    const state = this.#stateOf(user, resource);
    if (state.opened < this.#rules.openers) return null;
    const firstUs = this.#beginUs + this.#staggerUs(user, resource);
    const place = this.#follow({
      key: this.#keys.keyOf(user, resource),
      nth: state.followed,
      fromUs: this.#freeUs[user] - firstUs,
      placed: this.#placed,
    });
    if (place === null) return null;
    const atUs = firstUs + place.offsetUs;
    state.followed++;
    this.#freeUs[user] = atUs + this.#rules.idleUs;
    return { user, resource, step, atUs, aim: place.aim };
  }

  /** On a key of its own nobody else can follow: the user stays where it is and asks itself. */
  #resourceToFollowOn({ user, resource }: Turn): number {
    const isAlone = this.#keys.hasUser && this.#keys.hasResource;
    return isAlone && this.#opened[user] >= 0 ? this.#opened[user] : resource;
  }

  #stateOf(user: number, resource: number): KeyState {
    const key = this.#keys.keyOf(user, resource);
    const fresh = { beginUs: this.#beginUs, opened: 0, openedNow: 0, followed: 0 };
    const known = this.#states.get(key);
    if (known?.beginUs === this.#beginUs) return known;
    const state = known === undefined || this.#rules.recovers ? fresh : { ...fresh, opened: known.opened };
    this.#states.set(key, state);
    return state;
  }
}

/**
 * A constant delay for each key, which keeps all distances on a key. Where the key has the user in it a
 * seeded place in the whole wave; else later resources come a little earlier, by less than users rest.
 */
function staggerOf(
  spec: PlanSpec,
  { waveUs, staggerUs }: WaveRules,
  phaseIndex: number,
  keys: KeySpace,
): (user: number, resource: number) => number {
  if (keys.hasUser) {
    const delays = streamsOf(spec, `phase/${phaseIndex}/stagger`).map((stream) => stream.below(waveUs));
    return (user) => delays[user];
  }
  if (!keys.hasResource) return () => 0;
  const last = spec.resources - 1;
  return (_user, resource) => Math.floor(((last - resource) * staggerUs) / spec.resources);
}
