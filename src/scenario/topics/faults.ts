import { z } from 'zod';
import type { Fault, FaultSpec } from '../../plan/plan.js';
import { defaults } from '../defaults.js';
import { duration, positiveDuration, type DurationInput } from '../fields/duration-field.js';
import { share, type ShareInput } from '../fields/share-field.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

const at = (): z.ZodType<number, DurationInput> =>
  duration('s').describe('How long after the first action of the plan.');
const lasts = (): z.ZodType<number, DurationInput> => positiveDuration('s').describe('For how long.');
const every = {
  every: positiveDuration('s').optional().describe('Again so long after it began, to the end of the plan.'),
};
const whom = (): z.ZodType<number, ShareInput> =>
  share().describe('Of the users, chosen by the seed: `20%` or 0.2.');

/** A stretch of trouble, which ends before it begins again. */
const spell = { at: at(), for: lasts(), ...every };
const how = z.enum(['cut', 'close']).prefault(defaults.faults.how);

const back = z
  .union([z.literal('never').transform(() => null), duration()], {
    error: 'must be a duration such as 500ms, or `never`',
  })
  .prefault(defaults.faults.backAfter)
  .describe('How soon those users come back; 0ms: at once.');

const kinds = {
  drop: strict({
    at: at(),
    share: whom(),
    how: how.describe('Whether connections break off without a word, or are closed.'),
    backAfter: back,
    ...every,
  }).describe('A share of the users lose their connections.'),
  storm: strict({ at: at(), how, ...every }).describe('Everybody loses the connection and is back at once.'),
  stall: strict({ ...spell, share: whom() }).describe('A share of the users take in nothing that arrives.'),
  delay: strict({ ...spell, by: positiveDuration().describe('By how much, each way.') }).describe(
    'Everything arrives later.',
  ),
  cut: strict(spell).describe('The network is gone, and all connections with it.'),
  halfOpen: strict(spell).describe('Nothing arrives any more, and no connection is closed.'),
  killServer: strict(spell).describe('The process of the server is killed, and then started again.'),
  stopRedis: strict(spell).describe('The Redis behind the server is stopped, and then started again.'),
};

/** Trouble that a run makes on purpose. */
export const faults = z
  .array(tagged(kinds, []))
  .superRefine((list, context) => {
    for (const [index, { kind, settings }] of list.entries())
      if ('for' in settings && settings.every !== undefined && settings.every <= settings.for)
        context.addIssue({
          code: 'custom',
          path: [index, kind, 'every'],
          message: 'must be longer than `for`: it would begin again before it is over',
        });
  })
  .describe('Trouble that a run makes on purpose, on the clock of its plan.');

export type WrittenFault = z.output<typeof faults>[number];

/** Faults as plans take them. */
export function faultsOf(written: readonly WrittenFault[] = []): readonly FaultSpec[] {
  return written.map((fault) => {
    const { every: everyUs } = fault.settings;
    return { ...faultOf(fault), ...(everyUs !== undefined && { everyUs }) };
  });
}

function faultOf({ kind, settings }: WrittenFault): Fault {
  const span = { atUs: settings.at, forUs: 'for' in settings ? settings.for : 0 };
  switch (kind) {
    case 'drop': {
      const { at: atUs, share, how, backAfter: backAfterUs } = settings;
      return { kind, atUs, share, how, backAfterUs };
    }
    case 'storm':
      return { kind: 'drop', atUs: settings.at, share: 1, how: settings.how, backAfterUs: 0 };
    case 'stall':
      return { kind, ...span, share: settings.share };
    case 'delay':
      return { kind, ...span, delayUs: settings.by };
    case 'cut':
      return { kind, ...span };
    case 'halfOpen':
      return { kind: 'half-open', ...span };
    case 'killServer':
      return { kind: 'kill-server', ...span };
    case 'stopRedis':
      return { kind: 'stop-redis', ...span };
  }
}
