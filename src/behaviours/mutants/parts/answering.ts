import type { BehaviourAction, BehaviourAnswer, Handler } from '../../behaviour.js';

/** A refusal by the limit. */
export type Refusal = Extract<BehaviourAnswer, { readonly ok: false }>;

/** The server decides as it should, and its refusals say something else. */
export function refusing(
  handler: Handler,
  said: (refusal: Refusal, action: BehaviourAction) => Refusal,
): Handler {
  return {
    async handle(action) {
      const answer = await handler.handle(action);
      return answer.ok === false ? said(answer, action) : answer;
    },
  };
}
