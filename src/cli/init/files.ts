import { scenarioPath, testPath, type Choice, type CiName } from './choice.js';
import { githubText } from './ci/github.js';
import { gitlabText } from './ci/gitlab.js';
import { scenarioText } from './scenario-text.js';
import { testText } from './test-text.js';

/** A file to be written, by its path in the project. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

const ciFiles: Readonly<
  Record<CiName, { readonly path: string; readonly textOf: (choice: Choice) => string }>
> = {
  github: { path: '.github/workflows/turnwise.yml', textOf: githubText },
  gitlab: { path: '.gitlab-ci.turnwise.yml', textOf: gitlabText },
};

/** The workflow alone: for projects that have scenarios already. */
export function ciFile(choice: Choice, name: CiName): NewFile {
  const { path, textOf } = ciFiles[name];
  return { path, text: textOf(choice) };
}

/** All files of a first scenario. */
export function filesOf(choice: Choice): readonly NewFile[] {
  return [
    { path: scenarioPath(choice), text: scenarioText(choice) },
    { path: testPath(choice), text: testText(choice) },
    ...(choice.ci === null ? [] : [ciFile(choice, choice.ci)]),
  ];
}
