import { mapTexts } from '../report/map-texts.js';
import { markup, type Markup } from '../reporters/format/markup.js';
import { safeText } from '../reporters/format/safe.js';
import type { MutantResult, MutationReport } from '../teeth/mutation-report.js';

interface Case {
  readonly name: string;
  readonly result: 'passed' | 'failure' | 'skipped';
  readonly message: string;
  readonly text: string;
}

/**
 * JUnit XML, as continuous integration reads it: a case for the correct server and one for each mutant.
 * Who survives is a failure, with the change that would kill it; whom nobody can see is skipped.
 */
export function mutantsJunit(hostile: MutationReport): string {
  const report = mapTexts(hostile, safeText);
  const cases = [controlCase(report), ...report.mutants.map(mutantCase)];
  const count = (result: Case['result']): number => cases.filter((one) => one.result === result).length;
  const name = `turnwise mutants ${report.scenario.name}`;
  const tests = markup`tests="${cases.length}" failures="${count('failure')}" errors="0" skipped="${count('skipped')}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
${
  markup`<testsuites name="${name}" ${tests} time="0">
  <testsuite name="${name}" ${tests} time="0">
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
  const accused = controls.some(({ first }) => first !== null);
  const name = `${server.name} (correct) is not accused`;
  const message = accused ? (reasons[0] ?? '') : '';
  return { name, result: accused ? 'failure' : 'passed', message, text: message };
}

function mutantCase({ name, status, why, change, wrong }: MutantResult): Case {
  const full = `${name} is killed: ${wrong}`;
  if (status === 'killed') return { name: full, result: 'passed', message: '', text: '' };
  const message = why ?? '';
  if (status !== 'survived') return { name: full, result: 'skipped', message, text: message };
  const text = change === null ? message : `${message}\n${change.text}`;
  return { name: full, result: 'failure', message, text };
}

function caseMarkup({ scenario }: MutationReport, { name, result, message, text }: Case): Markup {
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
      <failure type="survived" message="${message}">${text}</failure>
    </testcase>
`;
  }
}
