import { keyFields } from './action.js';
import type { Action, KeyField } from './action.js';

/** The fields kept as dictionary codes: every key field, and the reason of an answer. */
export const textFields = [...keyFields, 'reason'] as const;
export type TextField = KeyField | 'reason';

/** Whether a field is kept as codes. */
export const isTextField = (field: string): field is TextField =>
  (textFields as readonly string[]).includes(field);

/** The numbers an action may lack. */
export const optionalNumberFields = ['retryAfterMs', 'serverAtUs', 'cost', 'token'] as const;
export type OptionalNumberField = (typeof optionalNumberFields)[number];

/** The numbers every action has; the two times may be `null`. */
export const requiredNumberFields = ['step', 'intendedAtUs', 'sentAtUs', 'settledAtUs'] as const;
export type RequiredNumberField = (typeof requiredNumberFields)[number];

/** What an action does when nothing is said. */
export const defaultAction = 'act';

/** Every field of an action in the order in which files write them. */
export const actionFields = [
  'id',
  'user',
  'resource',
  'step',
  'intendedAtUs',
  'sentAtUs',
  'settledAtUs',
  'outcome',
  'action',
  'reason',
  'retryAfterMs',
  'serverAtUs',
  'cost',
  'connection',
  'node',
  'group',
  'phase',
  'value',
  'token',
  'machine',
] as const satisfies readonly (keyof Action)[];
