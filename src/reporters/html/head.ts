import type { Report } from '../../report/report.js';
import { durationText } from '../../report/words.js';
import { actionsText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';
import { glance } from './glance.js';

/** The verdict, why, what must be known first, the numbers that matter, what to do next and how to repeat it. */
export function headSection(report: Report): Markup {
  const { verdict, scenario, reasons, notes } = report;
  const tone: Markup = { markup: verdict };
  const [first = '', ...others] = reasons;
  return markup`<header class="verdict ${tone}" id="verdict">
<h1><b>${verdict.toUpperCase()}</b> ${scenario.name}${states(report)}</h1>
${first === '' ? null : markup`<p class="lead">${first}</p>`}
${others.map((reason) => markup`<p>${reason}</p>`)}
${stateTexts(report).map((text) => markup`<p class="note">! ${text}</p>`)}
${notes.map((note) => markup`<p class="note">! ${note}</p>`)}
<p class="soft">${actionsText(report)}.</p>
<p class="soft">${originText(report)}</p>
</header>
${glance(report)}
${nextMarkup(report)}`;
}

function states({ interrupted, harness }: Report): readonly Markup[] {
  const words = [...(harness.health === 'void' ? ['void'] : []), ...(interrupted ? ['interrupted'] : [])];
  return words.map((word) => markup` <span class="badge">${word}</span>`);
}

/** What the badges mean for whoever reads the numbers. */
function stateTexts({ interrupted, harness }: Report): readonly string[] {
  return [
    ...(harness.health === 'void'
      ? ['Void: the times of this run cannot be trusted, so nothing that rests on them counts.']
      : []),
    ...(interrupted
      ? [
          'Interrupted: the run was stopped before its plan had ended; this is about what was played until then.',
        ]
      : []),
  ];
}

function originText(report: Report): string {
  const { seed, plan, environment } = report;
  return [
    ...(seed === null ? [] : [`seed ${seed}`]),
    ...(plan.hash === null
      ? []
      : [`plan ${plan.hash.slice(0, hashShown)}`, `${durationText(plan.durationUs)} planned`]),
    ...(hasStart(report) ? [`started ${environment.startedAt.slice(0, 19).replace('T', ' ')} UTC`] : []),
    `turnwise ${environment.turnwise}`,
  ].join(' · ');
}

/** A stored history and a log were judged, not started. */
export function hasStart({ environment: { startedAt } }: Report): boolean {
  return startedAt !== '' && !startedAt.startsWith('1970');
}

/** Enough of `sha256:...` to tell two plans apart. */
const hashShown = 'sha256:'.length + 12;

function nextMarkup({ next, command }: Report): Markup | null {
  if (next.length === 0 && command === '') return null;
  return markup`<section class="next">
<h2>What to do next</h2>
${next.length === 0 ? null : markup`<ul>${next.map((advice) => markup`<li>${advice}</li>`)}</ul>`}
${
  command === ''
    ? null
    : markup`<p class="soft" id="command-label">The command that repeats this run:</p>
<div class="command"><pre id="command">${command}</pre><button type="button" class="needs-script" data-copy="command">Copy</button></div>`
}
</section>`;
}
