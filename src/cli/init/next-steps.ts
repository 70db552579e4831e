import { scenarioPath, testPath, type Choice } from './choice.js';
import { ignoreLine, type Project } from './project.js';

/** What to do now, as lines to read and to paste. */
export function nextSteps(choice: Choice, project: Project, folder: string): readonly string[] {
  const scenario = scenarioPath(choice);
  const missing = missingPackages(choice, project);
  return [
    'Next:',
    ...(folder === '.' ? [] : [`  cd ${folder}`]),
    ...(missing.length === 0 ? [] : [`  npm install -D ${missing.join(' ')}`]),
    `  npx turnwise plan ${scenario}`,
    `  npx turnwise run ${scenario}`,
    `  ${testCommand(choice)}`,
    ...(project.tracksRuns
      ? [`Runs go to ${ignoreLine}: keep them out of git with a line in .gitignore (--gitignore adds it).`]
      : []),
    ...(choice.ci === 'gitlab' ? ['In .gitlab-ci.yml: include: { local: .gitlab-ci.turnwise.yml }'] : []),
  ];
}

function testCommand(choice: Choice): string {
  const file = testPath(choice);
  switch (choice.runner) {
    case 'vitest':
      return `npx vitest run ${file}`;
    case 'jest':
      // turnwise is a module, which jest loads under this flag only.
      return `NODE_OPTIONS=--experimental-vm-modules npx jest ${file}`;
    case 'node':
      return `node --test ${file}`;
  }
}

function missingPackages({ runner }: Choice, { runners, hasTurnwise }: Project): readonly string[] {
  return [
    ...(hasTurnwise ? [] : ['turnwise']),
    ...(runner === 'node' || runners.includes(runner) ? [] : [runner]),
  ];
}
