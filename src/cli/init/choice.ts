/** What a first scenario and its test are to be like. */
export interface Choice {
  /** Where it plays: a URL; `null`: the reference server that comes along. */
  readonly target: string | null;
  readonly transport: 'socket-io' | 'ws';
  readonly language: 'yaml' | 'ts';
  readonly runner: Runner;
  /** How JavaScript files of the project are read. */
  readonly modules: 'esm' | 'commonjs';
  readonly ci: CiName | null;
}

export const runners = ['vitest', 'jest', 'node'] as const;
/** What runs the test; `node` is `node --test`. */
export type Runner = (typeof runners)[number];

export const ciNames = ['github', 'gitlab'] as const;
export type CiName = (typeof ciNames)[number];

/** The scenario's file, as it is called from the folder of the project. */
export function scenarioPath({ language }: Pick<Choice, 'language'>): string {
  return `turnwise/first.${language}`;
}

/** Only vitest reads TypeScript without being told how; `.mjs` is a module in every project. */
export function testPath({ runner }: Pick<Choice, 'runner'>): string {
  const endings: Readonly<Record<Runner, string>> = { vitest: 'ts', jest: 'js', node: 'mjs' };
  return `turnwise/first.test.${endings[runner]}`;
}
