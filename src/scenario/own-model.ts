import { z } from 'zod';
import { keyFields } from '../history/action.js';
import { ownModel } from '../models/index.js';
import type { Model } from '../models/model.js';
import type { OwnModel } from '../models/own.js';
import { hasFunctions } from './fields/or-code.js';

/** A contention model that only code can give: one made by a factory, or a plain record of the user's own. */
export type CodeModel = Model | OwnModel<unknown>;

/** Whether a value is a model in code. */
export function isCodeModel(value: unknown): value is CodeModel {
  return hasFunctions(value, ['init', 'decide']);
}

const durationUs = z.int().min(1);

/** What a plain record says beside its functions. */
const facts = z.looseObject({
  name: z.string().min(1),
  per: z.array(z.enum(keyFields)),
  describe: z.string().min(1),
  durationsUs: z.array(durationUs),
  recoveryUs: durationUs.optional(),
  spacingUs: durationUs.optional(),
});

/** Refuses a plain record that leaves out what the judge must know, each flaw with its place. */
export function checkCodeModel(model: CodeModel, context: z.core.$RefinementCtx): void {
  if ('driver' in model) return;
  const { error } = facts.safeParse(model, { reportInput: true });
  for (const { path, message, input } of error?.issues ?? [])
    context.addIssue({ code: 'custom', path: [...path], message: wordsOf(message, input) });
}

/** A model in code as the rest of the program knows it. @throws RangeError for a key it cannot be counted on. */
export function codeModel(model: CodeModel): Model {
  return 'driver' in model ? model : ownModel(model);
}

function wordsOf(message: string, input: unknown): string {
  return input === undefined ? 'is missing' : `is not what a model needs: ${message}`;
}
