import { z } from 'zod';
import { defaults } from './defaults.js';
import { positiveDuration } from './fields/duration-field.js';
import { quoted } from './fields/say.js';
import { strict } from './fields/strict.js';
import { markCode, withoutCode } from './json-schema.js';
import type { HookContext } from './scenario.js';
import type { OwnBehaviour } from './simulation.js';
import { delivery } from './topics/delivery.js';
import { model } from './topics/model.js';
import type { PerInput } from './topics/per.js';
import { connect, oracle } from './topics/oracle.js';
import { evasion } from './topics/evasion.js';
import { faults } from './topics/faults.js';
import { groups } from './topics/groups.js';
import { resources, users } from './topics/people.js';
import { pacing } from './topics/pacing.js';
import { phases, steps } from './topics/phases.js';
import { state } from './topics/state.js';
import { strategy } from './topics/strategy.js';
import { session } from './topics/session.js';
import { simulation } from './topics/simulation.js';
import { target } from './topics/target.js';
import { thresholds } from './topics/thresholds.js';
import { transport } from './topics/transport.js';
import { values } from './topics/values.js';
import { watch } from './topics/watch.js';
import { wire } from './topics/wire.js';

export type { PerInput };

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, {
    error: ({ input }) =>
      `must be letters, digits, dots, dashes and underscores (it names a folder), not ${quoted(String(input))}`,
  })
  .describe('Names the scenario in reports, and its folder of runs.');

const seed = z
  .union([z.string().min(1).max(200), z.number()], { error: () => 'must be text or a number' })
  .transform(String)
  .describe("Any text or number; default: the scenario's name. The same seed gives the same plan.");

const hook = z.custom<(run: HookContext) => unknown>((value) => typeof value === 'function', {
  error: 'must be a function, and only a TypeScript or JavaScript scenario can hold one',
});

const behaviour = z
  .custom<OwnBehaviour>((value) => typeof value === 'function', {
    error:
      'must be a function (ports) => ({ handle }), and only a TypeScript or JavaScript scenario can hold one',
  })
  .describe('A server of your own for `turnwise simulate`: (ports) => ({ handle }).');

/** The one schema of scenarios, for TypeScript, YAML and JSON. */
export const scenarioSchema = strict({
  $schema: z.string().optional().describe('Where editors find this JSON Schema.'),
  name,
  description: z.string().prefault('').describe('One line for reports.'),
  target: target().optional(),
  transport,
  wire,
  users: users().optional(),
  groups: groups.optional(),
  resources: resources(),
  seed: seed.optional(),
  model: model.optional(),
  phases: phases.optional(),
  strategy: strategy.optional(),
  pacing: pacing.optional(),
  steps: steps.optional(),
  evasion: evasion.optional(),
  values: values.optional(),
  connect: connect.prefault({}),
  timeout: positiveDuration()
    .prefault(defaults.timeout)
    .describe('After this long an unanswered action counts as unknown.'),
  overrun: z
    .enum(['send', 'skip'])
    .prefault(defaults.overrun)
    .describe('Whether a user that still waits sends its next action all the same.'),
  maxDuration: positiveDuration('s').optional().describe('Stop gracefully after this long.'),
  oracle: oracle.prefault({}),
  state: state.optional(),
  watch: watch.optional(),
  simulation: simulation.prefault({}),
  delivery: delivery.optional(),
  thresholds: thresholds.optional(),
  faults: faults.optional(),
  behaviour: behaviour.optional(),
  session: session.optional(),
  setup: hook.optional(),
  reset: hook.optional(),
  teardown: hook.optional(),
});

/** A scenario as it is written. */
export type ScenarioInput = z.input<typeof scenarioSchema>;

/** A scenario as the schema read it: durations in microseconds, defaults filled in, names not yet resolved. */
export type WrittenScenario = z.output<typeof scenarioSchema>;

/** The JSON Schema of scenario files, for editors: what YAML and JSON may hold, with the defaults. */
export function jsonSchema(): Record<string, unknown> {
  const options = { io: 'input', unrepresentable: 'any', override: markCode } as const;
  return { title: 'turnwise scenario', ...withoutCode(z.toJSONSchema(scenarioSchema, options)) };
}
