import { z } from 'zod';
import { defaults } from '../defaults.js';
import { margin } from '../fields/margin-field.js';
import { count } from '../fields/numbers.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

const common = {
  rounds: count().prefault(defaults.evasion.rounds).describe('How often each user tries it.'),
  margin: margin()
    .prefault(defaults.evasion.margin)
    .describe('The longest round trip at which every verdict is still certain.'),
};

/** Ways around a limit that must not work: a phase for each. */
export const evasion = z
  .array(
    tagged(
      {
        reconnect: strict({
          ...common,
          how: z
            .enum(['close', 'cut'])
            .prefault(defaults.evasion.how)
            .describe('Whether the connection is closed, or broken off without a word.'),
        }),
        secondTab: strict(common),
        otherNode: strict(common),
      },
      ['reconnect', 'secondTab', 'otherNode'],
    ),
  )
  .min(1)
  .superRefine((list, context) => {
    const kinds = list.map(({ kind }) => kind);
    for (const [index, kind] of kinds.entries())
      if (kinds.indexOf(kind) !== index)
        context.addIssue({ code: 'custom', path: [index], message: `repeats \`${kind}\`` });
  })
  .describe(
    'Ways around the limit that must not work, each tried in a phase of its own: reconnect, secondTab, otherNode.',
  );

export type WrittenEvasion = z.output<typeof evasion>[number];
