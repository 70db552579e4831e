import { z } from 'zod';
import type { Seat, Strategy } from '../../plan/strategy.js';
import { hasFunctions, orCode } from '../fields/or-code.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

/** A strategy that only code can give: a record with its name and what it guarantees, or the bare function. */
export type CodeStrategy = Strategy | ((seat: Seat) => number);

/** Who acts on what. */
export const strategy = orCode(
  tagged(
    {
      'round-robin': strict({
        stride: z.int().optional().describe('How many resources a user moves on per step; 1 when absent.'),
        offset: z.int().optional().describe('Where user 0 starts; 0 when absent.'),
      }),
      stampede: strict({}).describe('All users on one resource, another one each step.'),
      dedicated: strict({}).describe('Every user on a resource of its own, as long as there are enough.'),
      'latin-square': strict({}).describe(
        'Everybody on every resource once in N steps, and everybody takes over from everybody.',
      ),
      random: strict({}).describe('Every user draws a resource in every step.'),
      zipf: strict({
        exponent: z
          .number()
          .min(0)
          .max(10)
          .optional()
          .describe('How unequal the resources are: 0 makes all alike; 1 when absent.'),
      }).describe('Every user draws, and a few resources are drawn by nearly everybody.'),
      pairs: strict({}).describe('Two users on a resource, everybody with everybody in turn.'),
      shuffle: strict({}).describe('Users on different resources, in an order drawn anew for each step.'),
    },
    ['round-robin', 'stampede', 'dedicated', 'latin-square', 'random', 'zipf', 'pairs', 'shuffle'],
  ),
  (value): value is CodeStrategy => typeof value === 'function' || hasFunctions(value, ['resourceOf']),
  (value, context) => {
    if (typeof value === 'function') return;
    for (const key of ['name', 'guarantees'] as const) {
      if (typeof value[key] === 'string' && (key !== 'name' || value[key] !== '')) continue;
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'must say it in words, as plans print it',
      });
    }
  },
).describe(
  'Who acts on what: round-robin, stampede, dedicated, latin-square, random, zipf, pairs or shuffle.',
);
