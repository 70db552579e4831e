import type { Report } from '../../report/report.js';
import { countText, durationText, plural, shareText } from '../../report/words.js';
import { hasConnections, hasHarness, healthText } from '../format/sentences.js';
import { markup, type Markup } from '../format/markup.js';

interface Tile {
  readonly name: string;
  readonly value: string;
  /** What the number is of. */
  readonly about: string;
  readonly tone?: 'good' | 'bad' | 'doubt';
}

/** How often the server was right beside how fast it was, and whether that can be believed. */
export function glance(report: Report): Markup {
  const tiles = [
    accuracyTile(report),
    decidedTile(report),
    violationTile(report),
    latencyTile('Accepted p95', report.latency.accepted),
    latencyTile('Rejected p95', report.latency.rejected),
    actionTile(report),
    ...connectionTile(report),
    ...harnessTile(report),
  ];
  return markup`<dl class="glance" aria-label="The run at a glance">
${tiles.map(
  ({
    name,
    value,
    about,
    tone,
  }) => markup`<div class="tile ${{ markup: tone ?? '' }}"><dt>${name}</dt><dd><b>${value}</b> <span>${about}</span></dd></div>
`,
)}</dl>`;
}

function accuracyTile({ oracle }: Report): Tile {
  const { accuracy, accuracyInterval: interval, correct, decided } = oracle;
  if (accuracy === null) return { name: 'Accuracy', value: '-', about: 'nothing was decided', tone: 'doubt' };
  const within = interval === null ? '' : `; 95 %: ${shareText(interval[0])} to ${shareText(interval[1])}`;
  return {
    name: 'Accuracy',
    value: shareText(accuracy),
    about: `${countText(correct)} of ${countText(decided)} right${within}`,
    tone: accuracy === 1 ? 'good' : 'bad',
  };
}

function decidedTile({ oracle, actions }: Report): Tile {
  const answered = actions.accepted + actions.rejected;
  const { resolution } = oracle;
  return {
    name: 'Decided',
    value: countText(oracle.decided),
    about:
      resolution === null
        ? 'nothing was answered'
        : `of ${plural(answered, 'answer')}; resolution ${shareText(resolution)}`,
    ...(oracle.decided === 0 ? { tone: 'doubt' as const } : {}),
  };
}

function violationTile({ verdict, oracle, delivery, state }: Report): Tile {
  const others = [
    ...(delivery === null || delivery.violationCount === 0
      ? []
      : [`${countText(delivery.violationCount)} of delivery`]),
    ...(state === null || state.violationCount === 0 ? [] : [`${countText(state.violationCount)} of state`]),
  ];
  const unproven = oracle.unproven.nearEdge + oracle.unproven.conditional;
  const all = oracle.violationCount + (delivery?.violationCount ?? 0) + (state?.violationCount ?? 0);
  return {
    name: 'Violations',
    value: countText(all),
    about: ['proven', ...others, ...(unproven === 0 ? [] : [`${countText(unproven)} more not proven`])].join(
      '; ',
    ),
    // None seen where nothing could be told is no good news.
    tone: all > 0 ? 'bad' : unproven > 0 || verdict === 'inconclusive' ? 'doubt' : 'good',
  };
}

function latencyTile(name: string, { p95Us, p50Us, count }: Report['latency']['accepted']): Tile {
  if (p95Us === null) return { name, value: '-', about: 'none' };
  const median = p50Us === null ? '' : `; p50 ${durationText(p50Us)}`;
  return { name, value: durationText(p95Us), about: `of ${countText(count)}${median}` };
}

function actionTile({ actions }: Report): Tile {
  const { sent, planned, errors, unknown, dropped } = actions;
  const trouble = [
    ...(errors > 0 ? [plural(errors, 'error')] : []),
    ...(unknown > 0 ? [`${countText(unknown)} unanswered`] : []),
    ...(dropped > 0 ? [`${countText(dropped)} never left`] : []),
  ];
  return {
    name: 'Actions',
    value: countText(sent),
    about: [`of ${countText(planned)} planned`, ...trouble].join('; '),
    ...(trouble.length > 0 ? { tone: 'doubt' as const } : {}),
  };
}

function connectionTile(report: Report): readonly Tile[] {
  const { attempted, opened, failed, dropped, reconnected } = report.connections;
  if (!hasConnections(report) || attempted === 0) return [];
  const trouble = [
    ...(failed > 0 ? [`${countText(failed)} failed`] : []),
    ...(dropped > 0 ? [`${countText(dropped)} lost`] : []),
    ...(reconnected > 0 ? [`${countText(reconnected)} came back`] : []),
  ];
  return [
    {
      name: 'Connections',
      value: countText(opened),
      about: [`of ${countText(attempted)} attempted`, ...trouble].join('; '),
      ...(opened < attempted ? { tone: 'doubt' as const } : {}),
    },
  ];
}

function harnessTile(report: Report): readonly Tile[] {
  if (!hasHarness(report)) return [];
  const { health, lateness } = report.harness;
  const late = lateness.p99Us === null ? [] : [`late by ${durationText(lateness.p99Us)} at p99`];
  const [, ...used] = healthText(report).split(', ');
  return [
    {
      name: 'Harness',
      value: health,
      about: [...late, ...used].join('; '),
      tone: ({ ok: 'good', degraded: 'doubt', void: 'bad' } as const)[health],
    },
  ];
}
