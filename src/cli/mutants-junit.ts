import { mapTexts } from '../report/map-texts.js';
import { markup, type Markup } from '../reporters/format/markup.js';
import { safeText } from '../reporters/format/safe.js';
import type { MutantResult, MutationReport } from '../teeth/mutation-report.js';

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failure' | 'skipped';
  /** What kind of failure it would be. */
  readonly type: 'accused' | 'score' | 'survived';
  readonly message: string;
  readonly text: string;
}

/**
 * JUnit XML, as continuous integration reads it: a case for the correct server, one for the score and one
 * for each mutant. Something fails only where the command does: who survives is a failure, with the change
 * that would kill it, where the score is too low, and skipped elsewhere; so is whom nobody can see.
 */
export function mutantsJunit(hostile: MutationReport): string {
  const report = mapTexts(hostile, safeText);
  const cases = [
    controlCase(report),
    scoreCase(report),
    ...report.mutants.map((mutant) => mutantCase(mutant, report.verdict)),
  ];
  const count = (result: Case['result']): number => cases.filter((one) => one.result === result).length;
  const name = `turnwise mutants ${report.scenario.name}`;
  // The schema of Jenkins knows no `skipped` of all suites.
  const tests = markup`tests="${cases.length}" failures="${count('failure')}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
${
  markup`<testsuites name="${name}" ${tests} time="0">
  <testsuite name="${name}" ${tests} skipped="${count('skipped')}" time="0">
    <properties>
      <property name="seed" value="${report.seed}"/>
      <property name="score" value="${report.score === null ? '' : String(report.score)}"/>
      <property name="command" value="${report.command}"/>
    </properties>
${cases.map((one) => caseMarkup(report, one))}  </testsuite>
</testsuites>
`.markup
}`;
}

function controlCase({ controls, server, reasons }: MutationReport): Case {
  const accused = isAccused(controls);
  const name = `${server.name} (correct) is not accused`;
  const message = accused ? (reasons[0] ?? '') : '';
  return { name, result: accused ? 'failure' : 'passed', type: 'accused', message, text: message };
}

function isAccused(controls: MutationReport['controls']): boolean {
  return controls.some(({ first }) => first !== null);
}

/** The score against the least one that was asked for; skipped where there is none that counts. */
function scoreCase({ verdict, reasons, controls, minScore }: MutationReport): Case {
  const name = minScore === null ? 'score' : `score is at least ${minScore}`;
  const message = reasons.join('; ');
  const base = { name, type: 'score', message, text: message } as const;
  if (verdict === 'inconclusive' || isAccused(controls)) return { ...base, result: 'skipped' };
  return { ...base, result: verdict === 'fail' ? 'failure' : 'passed' };
}

function mutantCase(mutant: MutantResult, verdict: MutationReport['verdict']): Case {
  const { name, status, why, change, wrong, onlySimulated } = mutant;
  const full = `${name} is killed${onlySimulated ? ' (simulated)' : ''}: ${wrong}`;
  const base = { name: full, type: 'survived' } as const;
  if (status === 'killed') return { ...base, result: 'passed', message: '', text: '' };
  const message = why ?? '';
  if (status !== 'survived') return { ...base, result: 'skipped', message, text: message };
  if (verdict !== 'fail')
    return { ...base, result: 'skipped', message: `survived: ${message}`, text: message };
  const text = change === null ? message : `${message}\n${change.text}`;
  return { ...base, result: 'failure', message, text };
}

function caseMarkup({ scenario }: MutationReport, { name, result, type, message, text }: Case): Markup {
  const head = markup`    <testcase classname="turnwise.mutants.${scenario.name}" name="${name}" time="0"`;
  switch (result) {
    case 'passed':
      return markup`${head}/>
`;
    case 'skipped':
      return markup`${head}><skipped message="${message}"/></testcase>
`;
    case 'failure':
      return markup`${head}>
      <failure type="${type}" message="${message}">${text}</failure>
    </testcase>
`;
  }
}
