import { z } from 'zod';
import type { Strategy } from '../../plan/strategy.js';
import { hasFunctions, orCode } from '../fields/or-code.js';
import { strict } from '../fields/strict.js';
import { tagged } from '../fields/tagged.js';

/** Who acts on what. */
export const strategy = orCode(
  tagged(
    {
      'round-robin': strict({
        stride: z.int().optional().describe('How many resources a user moves on per step; 1 when absent.'),
        offset: z.int().optional().describe('Where user 0 starts; 0 when absent.'),
      }),
      stampede: strict({}),
      dedicated: strict({}),
    },
    ['round-robin', 'stampede', 'dedicated'],
  ),
  (value): value is Strategy => hasFunctions(value, ['resourceOf']),
).describe('Who acts on what: round-robin, stampede or dedicated.');
