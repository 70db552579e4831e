import { expect, test } from 'vitest';
import { serverGate } from './server-gate.js';
import { served } from './servers.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long-servers';

test.each(served)(
  `two hundred days of $title, simulated, and not one accusation (seed ${seed})`,
  async (one) => {
    const seeds = Array.from({ length: 200 }, (_, day) => `${seed}-${day}`);
    const { accusations, answered, accepts, rejects, unanswered } = await serverGate(one, seeds);
    process.stdout.write(
      `${one.title}: ${answered} answers, ${accepts} accepts and ${rejects} rejects decided, ${unanswered} unanswered, ${accusations.length} accusations\n`,
    );
    expect(accusations.join('\n')).toBe('');
  },
);
