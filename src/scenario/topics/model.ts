import { z } from 'zod';
import { absentText } from '../wording.js';
import { orCode } from '../fields/or-code.js';
import { inWords, oneOf, quoted } from '../fields/say.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';
import { limitOf } from '../limit-of.js';
import { suggestion } from '../nearest.js';
import { checkCodeModel, isCodeModel, type CodeModel } from '../own-model.js';
import { limits, type WrittenLimit } from './limits.js';

/** A model as read: a limit of one rule, several at once, or code. */
export type WrittenModel =
  WrittenLimit | { readonly kind: 'allOf'; readonly settings: readonly WrittenRule[] } | CodeModel;

/** One of several limits that hold at once. */
export type WrittenRule = WrittenLimit | CodeModel;

type Limits = typeof limits;
type SettingsInput<Kind extends keyof Limits> = z.input<z.ZodObject<Limits[Kind], z.core.$strict>>;

/** A limit as written: `{cooldown: {per, every}}` or `{kind: cooldown, per, every}`. */
type LimitInput = {
  [Kind in keyof Limits]: { [Name in Kind]: SettingsInput<Kind> } | ({ kind: Kind } & SettingsInput<Kind>);
}[keyof Limits];
type RuleInput = LimitInput | CodeModel;
type ModelInput = RuleInput | { allOf: RuleInput[] } | { kind: 'allOf'; rules: RuleInput[] };

const kinds = Object.keys(limits) as WrittenLimit['kind'][];
const settingsOf = Object.fromEntries(
  kinds.map((kind) => [kind, strict(limits[kind]).superRefine(worksAs(kind))]),
);
const flatLimits = kinds.map((kind) => strict({ kind: z.literal(kind), ...limits[kind] }));
const manner = 'must be a map such as {cooldown: {per, every}}';

const rule = orCode(
  z.union([tagged(settingsOf, []), flat(flatLimits, kinds)], { error: otherShape }),
  isCodeModel,
  checkCodeModel,
) as unknown as z.ZodType<WrittenRule, RuleInput>;

const rules = z.array(rule).min(2).describe('Limits that hold at once: accepted by all of them, or by none.');
const flatAllOf = strict({ kind: z.literal('allOf'), rules });

/** The contention model in its two spellings, or in code. */
export const model = orCode(
  z.union(
    [
      tagged({ ...settingsOf, allOf: rules, unlimited: settingsOf['unlimited'] }, ['unlimited']),
      flat([...flatLimits, flatAllOf], [...kinds, 'allOf']),
    ],
    { error: otherShape },
  ),
  isCodeModel,
  checkCodeModel,
).describe('What a correct server does; without it nothing is refused.') as unknown as z.ZodType<
  WrittenModel,
  ModelInput
>;

/** `{kind: cooldown, per, every}`, read as `{kind, settings}`. */
function flat(options: readonly z.ZodObject[], names: readonly string[]): z.ZodType {
  const [first, ...more] = options;
  return z
    .discriminatedUnion('kind', [first, ...more], {
      error: ({ code, input }) => (code === 'invalid_union' ? kindFlaw(input, names) : undefined),
    })
    .superRefine((written, context) => {
      const { kind, ...settings } = written;
      if (kind !== 'allOf') worksAs(kind as WrittenLimit['kind'])(settings, context);
    })
    .transform(({ kind, ...settings }) => ({
      kind,
      settings: kind === 'allOf' ? settings['rules'] : settings,
    }));
}

function kindFlaw(input: unknown, names: readonly string[]): string | undefined {
  const kind: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, 'kind') : undefined;
  if (kind === undefined) return absentText;
  if (typeof kind !== 'string') return `must be ${oneOf(names)}, but is ${inWords(kind)}`;
  return `names no model: ${quoted(kind)}${suggestion(kind, names)}`;
}

function otherShape({ input }: z.core.$ZodRawIssue): string {
  return input === undefined ? absentText : `${manner}, but is ${inWords(input)}`;
}

/** Builds the model once at load, so that settings that cannot work are reported with their place. */
function worksAs(kind: WrittenLimit['kind']) {
  return (settings: unknown, context: z.core.$RefinementCtx): void => {
    const written = { kind, settings } as WrittenLimit;
    if (
      written.kind === 'fixedWindow' &&
      written.settings.anchor !== 'epoch' &&
      written.settings.origin !== undefined
    )
      context.addIssue({
        code: 'custom',
        path: ['origin'],
        message: 'needs `anchor: epoch`: other windows begin with an attempt',
      });
    try {
      limitOf(written, { names: ['u0'], run: '' });
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({
        code: 'custom',
        message: `cannot work: ${error.message}`,
        params: { onlyAlone: true },
      });
    }
  };
}
