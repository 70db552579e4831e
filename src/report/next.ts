import type { Report } from './report.js';

/** What `nextOf` looks at. */
export type Judged = Pick<
  Report,
  'verdict' | 'oracle' | 'actions' | 'connections' | 'harness' | 'interrupted' | 'plan'
>;

/** What a reader may want to do now: at most a few sentences, the most useful first. */
export function nextOf(report: Judged): readonly string[] {
  if (report.verdict === 'fail') return afterFail(report);
  if (report.verdict === 'inconclusive') return afterDoubt(report);
  return ['Another seed plays the same contention in another order: --seed with any text.'];
}

function afterFail({ oracle, plan }: Judged): readonly string[] {
  const [first] = oracle.violations;
  if (first === undefined || oracle.violationCount === 0) return [];
  const advice = [
    'Look up the actions of the first violation, by user and time, in the log of the server: it decided all of them.',
  ];
  const blamed = first.actions.at(-1);
  if (plan.hash !== null) {
    advice.push(
      'The same command and seed play the same plan again; a race may take a few tries to come back.',
    );
    if (blamed !== undefined) advice.push(`To see the raw traffic of that user, add --trace ${blamed.user}.`);
  }
  return advice;
}

function afterDoubt(report: Judged): readonly string[] {
  const { actions, connections, harness, oracle } = report;
  const answered = actions.accepted + actions.rejected > 0;
  const advice: string[] = [];
  if (harness.health === 'void') {
    advice.push('Run again on a machine that is neither suspended nor has its clock set meanwhile.');
  }
  if (connections.opened === 0 && connections.attempted > 0) {
    advice.push('Check the address, the namespace or path, and the credentials.');
  } else if (!answered && actions.sent > 0) {
    advice.push('Check how answers are read with one user: --users 1 --steps 2 --trace u0.');
  }
  if (report.interrupted) advice.push('Let the run come to its end.');
  if (harness.health === 'degraded')
    advice.push('Give the generator more room: fewer users, or a quieter machine.');
  const resolution = oracle.resolution ?? 1;
  if (resolution < 0.9) {
    advice.push('See what the plan can decide before it is played: turnwise plan with the same scenario.');
  }
  if (answered && oracle.assumptions.initial === 'unknown' && oracle.trueAccepts === 0) {
    advice.push(
      'The keys had an unknown past: fresh resource names (${run}) or a reset hook let accepts be judged.',
    );
  }
  return advice;
}
