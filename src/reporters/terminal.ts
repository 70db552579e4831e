import { mapTexts } from '../report/map-texts.js';
import type { Report } from '../report/report.js';
import { assumptionsText } from './format/sentences.js';
import { columnsMost, entry, heading } from './format/paper.js';
import { safeText } from './format/safe.js';
import { widthOf } from './format/width.js';
import { coloursOf, type Colours, type Reporter } from './reporter.js';
import { comparisonLines } from './terminal/comparison.js';
import { deliveryFaultLines, deliveryLines } from './terminal/delivery.js';
import { faultLines } from './terminal/faults.js';
import { headLines } from './terminal/head.js';
import { connectionLines, harnessLines, latencyLines } from './terminal/measures.js';
import { repeatLines } from './terminal/repeats.js';
import { serverLines } from './terminal/server.js';
import { metricLines, sessionLines } from './terminal/sessions.js';
import { stateLines } from './terminal/state.js';
import { oracleLines, phaseLines, worstLines } from './terminal/oracle.js';
import { thresholdLines } from './terminal/thresholds.js';
import { violationLines } from './terminal/violations.js';

/**
 * The report for people, 80 columns: the verdict and its reasons, what proves them, accuracy beside
 * latency, and the command that repeats the run. Says everything without its colours.
 */
export const terminal: Reporter = {
  name: 'terminal',
  render(hostile, options = {}) {
    const colours = coloursOf(options.paint);
    const report = mapTexts(hostile, safeText);
    const sections = [
      headLines,
      violationLines,
      deliveryFaultLines,
      thresholdLines,
      comparisonLines,
      oracleLines,
      phaseLines,
      worstLines,
      latencyLines,
      deliveryLines,
      stateLines,
      faultLines,
      connectionLines,
      sessionLines,
      metricLines,
      serverLines,
      harnessLines,
      closingLines,
      repeatLines,
    ].map((section) => section(report, colours));
    const shown = sections.filter((lines) => lines.length > 0);
    return `${shown.map((lines) => lines.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`;
  },
};

function closingLines(report: Report, colours: Colours): readonly string[] {
  return [
    ...entry('Assumed', assumptionsText(report), colours),
    ...report.next.flatMap((text, index) => entry(index === 0 ? 'Next' : '', text, colours)),
    ...commandLines(report.command, colours),
  ];
}

/** A command is never broken: it is there to be copied. */
function commandLines(command: string, colours: Colours): readonly string[] {
  if (command === '') return [];
  const lead = heading('Repeat', colours);
  return widthOf(command) <= columnsMost - 13 ? [lead + command] : [lead, `  ${command}`];
}
