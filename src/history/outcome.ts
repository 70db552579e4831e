/**
 * What became of one action. Exactly one outcome per step, always.
 *
 * - `accepted` / `rejected`: the server answered the question the limiter was asked.
 * - `error`: the server answered something else (a 500, a failed validation, an undeclared
 *   reason). It says nothing about the limiter, so the judge treats it as `unknown`.
 * - `unknown`: sent, and no answer in time. It may have been accepted, rejected or never run.
 * - `dropped`: it never left the generator, so the server cannot have seen it.
 */
export type OutcomeKind = 'accepted' | 'rejected' | 'error' | 'unknown' | 'dropped';

/** Every outcome kind; the position is the code in stored columns, so only ever append. */
export const outcomeKinds = ['accepted', 'rejected', 'error', 'unknown', 'dropped'] as const;

/** Why an action that an answer could still have come to is unknown: the run ended before it did. */
export const openReasons = {
  open: 'not answered when the run ended',
  overdue: 'no answer in time',
  onlyPlanned: 'the run broke off before this was recorded; it may have been sent',
} as const;

/** A server's answer as a wire decodes it: one of the three things a server can say. */
export type Answer =
  | {
      readonly kind: 'accepted';
      readonly value?: string;
      readonly token?: number;
      readonly serverAtUs?: number;
    }
  | {
      readonly kind: 'rejected';
      readonly reason?: string;
      readonly retryAfterMs?: number;
      readonly serverAtUs?: number;
    }
  | { readonly kind: 'error'; readonly reason: string };

/** What dispatch writes down for one step. */
export type Outcome =
  | Answer
  | { readonly kind: 'unknown'; readonly reason: string }
  | { readonly kind: 'dropped'; readonly reason: string };
