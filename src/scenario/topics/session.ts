import { z } from 'zod';
import type { BackgroundTask, SessionHooks } from '../../session/hooks.js';
import { positiveDuration } from '../fields/duration-field.js';
import { inWords } from '../fields/say.js';
import { strict } from '../fields/strict.js';

const onlyInCode = 'must be a function, and only a TypeScript or JavaScript scenario can hold one';

function hook<Name extends 'login' | 'connect' | 'join' | 'act' | 'leave'>() {
  return z
    .custom<NonNullable<SessionHooks[Name]>>((value) => typeof value === 'function', { error: onlyInCode })
    .optional();
}

const every = positiveDuration('s');

/** Checked by hand, because a union would say of every mistake that it is no function. */
const task = z.custom<BackgroundTask>().superRefine((value: unknown, context) => {
  if (typeof value === 'function') return;
  if (typeof value !== 'object' || value === null) {
    const message = `must be { every: '5s', run: (user) => ... } or a function that gives an Observable, but is ${inWords(value)}`;
    context.addIssue({ code: 'custom', message });
    return;
  }
  const shape = strict({
    every,
    run: z.custom<unknown>((run) => typeof run === 'function', { error: onlyInCode }),
  });
  for (const { path, message } of shape.safeParse(value).error?.issues ?? [])
    context.addIssue({ code: 'custom', path, message });
});

/** What users do around acting. Only code can say it. */
export const session = strict({
  login: hook<'login'>(),
  connect: hook<'connect'>(),
  join: hook<'join'>(),
  act: hook<'act'>(),
  background: z.record(z.string().min(1), task).optional(),
  leave: hook<'leave'>(),
})
  .transform((hooks) => hooks as SessionHooks)
  .describe('What users do around acting, in TypeScript: login, connect, join, act, background, leave.');
