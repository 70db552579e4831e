import { sep } from 'node:path';
import { packageRoot } from '../../scenario/package-root.js';
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
    ...(hasTurnwise ? [] : [installable(packageRoot())]),
    ...(runner === 'node' || runners.includes(runner) ? [] : [runner]),
  ];
}

/**
 * What to install turnwise by: the clone that is running, as the registry may have somebody else's package under the
 * name; the bare name only where this one was installed itself.
 * @param root the folder of the package that is running.
 */
export function installable(root: string): string {
  if (root.split(sep).includes('node_modules')) return 'turnwise';
  return /^[\w./:\\-]+$/u.test(root) ? root : `'${root}'`;
}
