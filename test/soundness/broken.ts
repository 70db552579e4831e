import type { Behaviour, BehaviourAction, BehaviourAnswer, Update } from '../../src/behaviours/behaviour.js';
import { pairs, type Pair } from '../behaviours/paired.js';

/** A server with a known bug, and the model that convicts it. */
export interface Broken {
  readonly bug: string;
  readonly pair: Pair;
  readonly behaviour: Behaviour;
  readonly settings: Pair['settings'];
}

/** Simple bugs of every kind of server: wrong numbers, and things forgotten. */
export const broken: readonly Broken[] = [
  misset('arena cooldownMs 30', { cooldownMs: 18 }),
  misset('debounce cooldownMs 30', { cooldownMs: 8 }),
  forgetful('debounce cooldownMs 30', 'refusals start nothing again', (answer) => answer.ok === true),
  misset('api capacity 3 refillMs 20', { capacity: 4 }),
  misset('api capacity 3 refillMs 20', { refillMs: 12 }),
  misset('chat limit 3 windowMs 60', { limit: 4 }),
  misset('chat limit 3 windowMs 60', { windowMs: 36 }),
  misset('quota limit 3 windowMs 60', { limit: 4 }),
  misset('quota limit 3 windowMs 60', { windowMs: 36 }),
  misset('quota limit 3 windowMs 60 byClock 1', { limit: 4 }),
  misset('gateway limit 3 windowMs 60', { limit: 8 }),
  misset('seats seats 4', { seats: 5 }),
  misset('ballot', { upsert: 1 }),
  misset('locks ttlMs 40', { ttlMs: 24 }),
  disguised('locks ttlMs 40', 'anybody may release', (action, holder) =>
    action.action === 'release' ? { ...action, user: holder } : action,
  ),
  misset('game players 3 turnMs 25', { turnMs: 15 }),
  misset('game players 3', { players: 2 }),
  misset('rooms slots 2', { slots: 3 }),
  disguised('rooms slots 2', 'anybody may release', (action, holder) =>
    action.action === 'release' ? { ...action, user: holder } : action,
  ),
  misset('canvas userMs 30 resourceMs 20', { resourceMs: 12 }),
  misset('canvas userMs 30 resourceMs 20', { userMs: 18 }),
];

function pairOf(title: string): Pair {
  const found = pairs.find((pair) => pair.title === title);
  if (found === undefined) throw new Error(`there is no pair ${title}`);
  return found;
}

function misset(title: string, wrong: Pair['settings']): Broken {
  const pair = pairOf(title);
  const bug = Object.entries(wrong)
    .map(([name, value]) => `${name} is ${value}`)
    .join(', ');
  return {
    bug: `${title}: ${bug}`,
    pair,
    behaviour: pair.behaviour,
    settings: { ...pair.settings, ...wrong },
  };
}

/** Nothing is remembered of an action unless its answer is of a kind. */
function forgetful(title: string, bug: string, keeps: (answer: BehaviourAnswer) => boolean): Broken {
  const pair = pairOf(title);
  const behaviour: Behaviour = {
    ...pair.behaviour,
    start: (ports) =>
      pair.behaviour.start({
        ...ports,
        store: {
          ...ports.store,
          update: <Result, Value>(key: string, decide: (before?: Value) => Update<Result, Value>) =>
            ports.store.update<Result, Value>(key, (before) => {
              const { result, value } = decide(before);
              return value !== undefined && keeps(result as BehaviourAnswer) ? { result, value } : { result };
            }),
        },
      }),
  };
  return { bug: `${title}: ${bug}`, pair, behaviour, settings: pair.settings };
}

/** The server takes an action for another one; it may know who was accepted last on the resource. */
function disguised(
  title: string,
  bug: string,
  taken: (action: BehaviourAction, holder: string) => BehaviourAction,
): Broken {
  const pair = pairOf(title);
  const behaviour: Behaviour = {
    ...pair.behaviour,
    start(ports) {
      const handler = pair.behaviour.start(ports);
      const holders = new Map<string, string>();
      return {
        async handle(action) {
          const answer = await handler.handle(taken(action, holders.get(action.resource) ?? action.user));
          if (answer.ok === true && action.action !== 'release') holders.set(action.resource, action.user);
          return answer;
        },
      };
    },
  };
  return { bug: `${title}: ${bug}`, pair, behaviour, settings: pair.settings };
}
