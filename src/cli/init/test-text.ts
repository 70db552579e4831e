import { scenarioPath, type Choice } from './choice.js';

/** The test of a first scenario, for the runner that there is. */
export function testText(choice: Choice): string {
  return choice.runner === 'jest' && choice.modules === 'commonjs' ? required(choice) : imported(choice);
}

/** As long as the test of a run may take: the run itself takes about six seconds. */
const timeoutMs = '60_000';

function imported(choice: Choice): string {
  const names = choice.target === null ? ', simulateScenario' : '';
  const file = scenarioPath(choice).replace('turnwise/', './');
  const api = `import { expectRun, runScenario${names} } from 'turnwise/testing';`;
  const runnerFrom = { vitest: "'vitest'", jest: "'@jest/globals'", node: "'node:test'" }[choice.runner];
  return `import { test } from ${runnerFrom};
${api}

const scenario = new URL('${file}', import.meta.url);
${testsOf(choice, '')}`;
}

/** turnwise is a module, and a CommonJS file can only import one where it waits for it. */
function required(choice: Choice): string {
  const file = scenarioPath(choice).replace('turnwise/', '');
  return `const { join } = require('node:path');

const scenario = join(__dirname, '${file}');
${testsOf(choice, "  const { expectRun, runScenario, simulateScenario } = await import('turnwise/testing');\n")}`;
}

function testsOf({ runner, target }: Choice, first: string): string {
  const end = runner === 'node' ? '});' : `}, ${timeoutMs});`;
  const from = (names: string): string => first.replace('expectRun, runScenario, simulateScenario', names);
  const obeys = `
test('the server obeys its model', async () => {
${from('expectRun, runScenario')}  const report = await runScenario(scenario);
  expectRun(report).toObeyModel().toMeetThresholds();
${end}
`;
  // A reference server knows its own messages only; a wire that fits the user's server need not fit it.
  if (target !== null) return obeys;
  return `${obeys}
// A test is worth the bugs it would catch; this one is played in virtual time, against a server with a race.
// It speaks the messages of the reference server: take this test out when the wire is that of your own.
test('a server that checks first and writes later is found out', async () => {
${from('expectRun, simulateScenario')}  const report = await simulateScenario(scenario, { bug: 'check-then-set' });
  expectRun(report).toBreakModel('false-accept');
${end}
`;
}
