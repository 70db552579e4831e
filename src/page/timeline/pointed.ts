import { countText, durationText } from '../../report/words.js';
import type { Hit, Plot } from './hit.js';
import { namesOf, type Grouping } from './lanes.js';
import { looks } from './looks.js';
import type { Run } from './scene.js';
import { exactText } from './ticks.js';

/** What a reader points at, in a few lines. */
export function hitLines({ actions, look }: Run, { lanes }: Plot, by: Grouping, hit: Hit): readonly string[] {
  const { row, lane, stripe } = hit;
  const name = namesOf(actions, by)[lanes.codeOf[lane]] ?? '(none)';
  if (row >= 0) {
    const took = actions.settledAtUs[row] - actions.sentAtUs[row];
    const user = actions.users[actions.user[row]] ?? '(none)';
    const resource = actions.resources[actions.resource[row]] ?? '(none)';
    return [
      `${user} on ${resource}: ${looks[look[row]].words}`,
      `sent at ${exactText(actions.sentAtUs[row])}`,
      took === Infinity ? 'never answered' : `answered ${durationText(took)} later`,
    ];
  }
  const held = looks.flatMap(({ words }, one) =>
    (stripe?.[one] ?? 0) === 0 ? [] : [`${countText(stripe?.[one] ?? 0)} ${words}`],
  );
  return held.length === 0 ? [] : [name, ...held, 'zoom in to see each'];
}

/** Phases and faults at a place of the time axis. */
export function timeLines({ phases, faults }: Run, { view, width }: Plot, x: number): readonly string[] {
  const usPerPixel = (view.toUs - view.fromUs) / width;
  const us = view.fromUs + x * usPerPixel;
  const near = 5 * usPerPixel;
  const here = ({ fromUs, toUs }: { readonly fromUs: number; readonly toUs: number }): boolean =>
    us >= fromUs - near && us <= toUs + near;
  return [
    exactText(us),
    ...phases.filter(here).map(({ name }) => `phase ${name}`),
    ...faults.filter(here).map(({ name, text }) => `fault ${name}: ${text}`),
  ];
}
