import { microsOf, refused, type BehaviourPorts, type Handler } from '../../behaviour.js';

/**
 * Whoever is refused stays refused until the time `endOf` gives for it, in microseconds, whatever the
 * limit would say by then: the process remembers it, so as not to ask the store in vain.
 */
export function blocking(
  { now }: Pick<BehaviourPorts, 'now'>,
  handler: Handler,
  endOf: (nowUs: number) => number,
): Handler {
  const ends = new Map<string, number>();
  return {
    async handle(action) {
      const leftUs = (ends.get(action.user) ?? 0) - microsOf(now());
      if (leftUs > 0) return refused('quota', leftUs);
      const answer = await handler.handle(action);
      if (answer.ok === false) ends.set(action.user, endOf(microsOf(now())));
      else ends.delete(action.user);
      return answer;
    },
  };
}
