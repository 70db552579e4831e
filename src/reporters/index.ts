import { html } from './html.js';
import { json } from './json.js';
import { junit } from './junit.js';
import { markdown } from './markdown.js';
import { openmetrics } from './openmetrics.js';
import type { Reporter } from './reporter.js';
import { terminal } from './terminal.js';

export type { Paint, Reporter, RenderOptions } from './reporter.js';
export { samplesOfLive, type LiveNumbers, type LiveRun } from './openmetrics/of-live.js';
export { contentTypes, expositionText, type Exposition } from './openmetrics/text.js';
export { jsonText } from './json.js';
export { junitOf, playSuite, type Suite } from './junit.js';
export { liveLine, liveLines, type LiveSnapshot } from './live.js';

/** Every way to write a report down. A new one is a file beside this and a line here. */
export const reporters = { terminal, json, junit, html, markdown, openmetrics } as const satisfies Readonly<
  Record<string, Reporter>
>;
