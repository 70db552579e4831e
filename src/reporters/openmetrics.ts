import { samplesOfReport } from './openmetrics/of-report.js';
import { expositionText } from './openmetrics/text.js';
import type { Reporter } from './reporter.js';

/**
 * The numbers of a run in the text format of OpenMetrics 1.0, for a text-file collector, a push gateway or a
 * dashboard: seconds, bytes and ratios, the same names as at the address of a running one.
 */
export const openmetrics: Reporter = {
  name: 'openmetrics',
  render: (report) => expositionText(samplesOfReport(report), 'openmetrics'),
};
