import type { Behaviour, BehaviourAction, BehaviourAnswer, BehaviourPorts } from '../behaviours/behaviour.js';
import { memoryStore } from '../behaviours/store.js';

/** A behaviour with the correct one beside it, which is told the same at the same instants and heard by nobody. */
export interface Shadowed {
  readonly behaviour: Behaviour;
  /** Answers so far that the correct server would not have given. */
  readonly strayed: () => number;
}

/** Actions on one key that were in hand at the same time, with what became of them. */
interface Together {
  inHand: number;
  readonly answers: BehaviourAnswer[];
  readonly due: BehaviourAnswer[];
}

/**
 * Puts a correct server into the shadow of another one. Each decides by its own past. Of actions that are
 * in hand together, a server with a store far away may decide the later one first, and be right: of those
 * only how many of which answer there are is compared, not who got it.
 *
 * `outlives`: whether what the correct server knows outlives its process.
 */
export function shadowed(behaviour: Behaviour, correct: Behaviour, outlives: boolean): Shadowed {
  const keyOf = keyFor(correct.name);
  const kept = memoryStore();
  const hands = new Map<string, Together>();
  let strays = 0;
  const begin = (key: string): Together => {
    const together = hands.get(key) ?? { inHand: 0, answers: [], due: [] };
    hands.set(key, together);
    together.inHand++;
    return together;
  };
  const end = (key: string, together: Together): void => {
    if (--together.inHand > 0) return;
    hands.delete(key);
    strays += differing(together);
  };
  const hear = async (
    key: string,
    together: Together,
    answered: Promise<BehaviourAnswer>,
    due: Promise<BehaviourAnswer>,
  ): Promise<void> => {
    const [answer, right] = await Promise.allSettled([answered, due]);
    if (answer.status === 'fulfilled' && right.status === 'fulfilled') {
      together.answers.push(answer.value);
      together.due.push(right.value);
    }
    end(key, together);
  };
  return {
    strayed: () => strays,
    behaviour: {
      ...behaviour,
      start(ports) {
        const handler = behaviour.start(ports);
        const right = correct.start(portsOf(ports, correct, outlives ? kept : memoryStore()));
        return {
          handle(action) {
            const key = keyOf(action);
            const together = begin(key);
            const answered = handler.handle(action);
            // Heard beside the way to the client, so that nothing on it takes a turn more.
            void hear(key, together, answered, right.handle(action));
            return answered;
          },
        };
      },
    },
  };
}

function portsOf(ports: BehaviourPorts, correct: Behaviour, store: BehaviourPorts['store']): BehaviourPorts {
  const known = Object.entries(ports.settings).filter(([name]) => Object.hasOwn(correct.defaults, name));
  return { ...ports, store, settings: Object.fromEntries(known) };
}

/** Actions that can take each other's place: those that the server counts on one key. */
function keyFor(server: string): (action: BehaviourAction) => string {
  if (server === 'canvas') return () => '';
  return perUser.includes(server) ? ({ user }) => user : ({ resource }) => resource;
}

const perUser: readonly string[] = ['api', 'chat', 'quota', 'gateway'];

/** How many answers there are that the correct server has not given. */
function differing({ answers, due }: Together): number {
  const alone = answers.length === 1;
  const left = new Map<string, number>();
  for (const answer of due) {
    const text = textOf(answer, alone);
    left.set(text, (left.get(text) ?? 0) + 1);
  }
  return answers.filter((answer) => {
    const text = textOf(answer, alone);
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  }).length;
}

/** Times to wait depend on who came first, so they are compared only where nobody else came. */
function textOf(answer: BehaviourAnswer, alone: boolean): string {
  return JSON.stringify(alone || answer.ok !== false ? answer : { ...answer, retryAfterMs: undefined });
}
