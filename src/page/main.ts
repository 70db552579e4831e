import { pageDataId } from '../reporters/html/page-data.js';

/** The script of the HTML report: starts what can be looked into. Everything else on the page is there without it. */
function start(): void {
  const data = document.getElementById(pageDataId);
  if (data !== null) document.documentElement.classList.add('scripted');
}

start();
