import { pageDataId, type PageData } from '../reporters/html/page-data.js';
import { startCharts } from './charts.js';
import { startNavigation } from './nav.js';
import { sortTables } from './sort.js';
import { startTimeline } from './timeline.js';

/** The script of the HTML report: starts what can be looked into. Everything else on the page is there without it. */
function start(): void {
  const text = document.getElementById(pageDataId)?.textContent;
  if (text === undefined || text === null) return;
  const data = JSON.parse(text) as PageData;
  document.documentElement.classList.add('scripted');
  startNavigation(document);
  sortTables(document);
  startCharts(data);
  startTimeline(data);
}

start();
