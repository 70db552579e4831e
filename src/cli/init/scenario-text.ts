import { scenarioPath, type Choice } from './choice.js';
import { commentsOf, partsOf, type Commented } from './scenario-parts.js';

/** A first scenario, with comments that say what to change. */
export function scenarioText(choice: Choice): string {
  return choice.language === 'ts' ? typeScript(choice) : yaml(choice);
}

function yaml(choice: Choice): string {
  const { target, transport, wire, seatName } = partsOf(choice);
  const comment = commenter(choice, '#');
  const event = wire === 'event-ack' ? '    event: vote\n' : '';
  const id = wire === 'json-id' ? `id: '\${id}', type: vote, ` : '';
  return `# yaml-language-server: $schema=../node_modules/turnwise/schemas/scenario.schema.json
${comment('head')}
name: first

${comment('target')}
target: ${target}
transport: ${transport}

${comment('wire')}
wire:
  ${wire}:
${event}    payload: { ${id}user: '\${user}', resource: '\${resource}' }
    accepted: { ok: true }
    rejected: { ok: false, error: cooldown }
    reason: error

${comment('people')}
users: 10
resources: { count: 5, name: '${seatName}' }

${comment('model')}
model:
  cooldown: { per: resource, every: 200ms }

${comment('phases')}
phases:
${comment('rotation', '  ')}
  - { name: rotation, pacing: { cooldownAware: { margin: 30ms, rejects: 0.2 } }, steps: 8 }
${comment('duels', '  ')}
  - { name: duels, pacing: { duels: { margin: 30ms } }, steps: 10 }

${comment('thresholds')}
thresholds:
  - oracle.violations == 0
  - connections.successRate >= 99%
  - latency.accepted.p95 < 500ms
`;
}

function typeScript(choice: Choice): string {
  const { target, transport, wire, seatName } = partsOf(choice);
  const comment = commenter(choice, '//');
  const event = wire === 'event-ack' ? "      event: 'vote',\n" : '';
  const id = wire === 'json-id' ? `id: '\${id}', type: 'vote', ` : '';
  return `import { defineScenario } from 'turnwise';

${comment('head')}
export default defineScenario({
  name: 'first',

${comment('target', '  ')}
  target: '${target}',
  transport: '${transport}',

${comment('wire', '  ')}
  wire: {
    '${wire}': {
${event}      payload: { ${id}user: '\${user}', resource: '\${resource}' },
      accepted: { ok: true },
      rejected: { ok: false, error: 'cooldown' },
      reason: 'error',
    },
  },

${comment('people', '  ')}
  users: 10,
  resources: { count: 5, name: '${seatName}' },

${comment('model', '  ')}
  model: { cooldown: { per: 'resource', every: '200ms' } },

${comment('phases', '  ')}
  phases: [
${comment('rotation', '    ')}
    { name: 'rotation', pacing: { cooldownAware: { margin: '30ms', rejects: 0.2 } }, steps: 8 },
${comment('duels', '    ')}
    { name: 'duels', pacing: { duels: { margin: '30ms' } }, steps: 10 },
  ],

${comment('thresholds', '  ')}
  thresholds: [
    'oracle.violations == 0',
    'connections.successRate >= 99%',
    'latency.accepted.p95 < 500ms',
  ],
});
`;
}

/** What says something of a part, each line behind a mark. */
function commenter(choice: Choice, mark: string): (part: Commented, indent?: string) => string {
  const comments = commentsOf(choice);
  return (part, indent = '') =>
    comments[part]
      .map((line) => `${indent}${mark} ${line.replaceAll('SCENARIO', scenarioPath(choice))}`)
      .join('\n');
}
