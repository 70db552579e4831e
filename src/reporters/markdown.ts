import { mapTexts } from '../report/map-texts.js';
import type { Report } from '../report/report.js';
import { assumptionsText } from './format/sentences.js';
import { code, marked, sentence } from './format/markdown.js';
import { safeText } from './format/safe.js';
import { comparisonSection } from './markdown/comparison.js';
import { headSection, playsSection } from './markdown/head.js';
import { latencySection, partsSection, worstSection } from './markdown/measures.js';
import { oracleSection } from './markdown/oracle.js';
import { thresholdSection } from './markdown/thresholds.js';
import { violationSections } from './markdown/violations.js';
import type { Reporter } from './reporter.js';

/**
 * The report for the summary of a CI job, in GitHub-flavoured Markdown: the verdict first, then what proves it.
 * Short: every list ends soon, and every text is cut, so that it stays far below the 1 MiB that GitHub takes of a
 * step. What a server or a scenario calls itself is no markup, link, mention or table in it.
 */
export const markdown: Reporter = {
  name: 'markdown',
  render(hostile) {
    const report = mapTexts(hostile, safeText);
    const sections = [
      ...headSection(report),
      playsSection(report),
      thresholdSection(report),
      ...violationSections(report),
      ...oracleSection(report),
      partsSection(report),
      latencySection(report),
      worstSection(report),
      ...comparisonSection(report),
      ...closing(report),
    ];
    const shown = sections.filter((lines) => lines.length > 0);
    return `${shown.map((lines) => lines.join('\n')).join('\n\n')}\n`;
  },
};

function closing(report: Report): readonly (readonly string[])[] {
  const { turnwise, node, os } = report.environment;
  return [
    report.command === '' ? [] : ['Repeat:', '', ...code('sh', report.command)],
    [marked`Assumed: ${sentence(assumptionsText(report))}.`.marked],
    [marked`Made by turnwise ${turnwise}, Node ${node}, ${os}.`.marked],
  ];
}
