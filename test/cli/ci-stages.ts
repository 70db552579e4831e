import { parse } from 'yaml';
import { githubText } from '../../src/cli/init/ci/github.js';
import { gitlabText } from '../../src/cli/init/ci/gitlab.js';
import type { Choice } from '../../src/cli/init/choice.js';

/** What the recipes of docs/ci.md are written for. */
export const choice: Choice = {
  target: null,
  transport: 'socket-io',
  language: 'yaml',
  runner: 'vitest',
  modules: 'esm',
  ci: null,
};

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: { readonly path?: string };
}
interface GithubJob {
  readonly steps: readonly Step[];
  readonly if?: string;
}
interface GitlabJob {
  readonly script: readonly string[];
  readonly before_script: readonly string[];
  readonly artifacts: { readonly paths: readonly string[] };
  readonly rules?: readonly object[];
}
/** The workflow, as GitHub reads it. */
export const github = parse(githubText(choice)) as {
  readonly jobs: Readonly<Record<'gate' | 'long', GithubJob>>;
  readonly env: Readonly<Record<string, string>>;
};
/** The jobs, as GitLab reads them. */
export const gitlab = parse(gitlabText(choice)) as Readonly<
  Record<'.turnwise' | 'turnwise' | 'turnwise-long', GitlabJob>
>;

/** The commands of a job but those of npm. */
export const linesOf = ({ steps }: GithubJob): readonly string[] =>
  steps.flatMap(({ run }) => (run === undefined || run.startsWith('npm ') ? [] : [run]));
/** What runs on every push, and what runs at night. */
export const { gate, long } = github.jobs;
/** What each job of both does, in lines for one shell. */
export const stages: Readonly<Record<string, readonly string[]>> = {
  'github: gate': linesOf(gate),
  'github: long': linesOf(long),
  'gitlab: turnwise': ['mkdir -p reports baseline', ...gitlab.turnwise.script],
};

/** Lines in front of those of a stage, as the job has them. @param summary where GitHub shows what a step writes. */
export const variablesOf = (summary: string): string =>
  `export SCENARIO=${github.env['SCENARIO']} GITHUB_STEP_SUMMARY=${summary} CI_COMMIT_BRANCH=main CI_DEFAULT_BRANCH=main`;
