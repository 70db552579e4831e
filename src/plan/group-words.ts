import { arrivalTimesOf, stagesText } from './arrivals.js';
import { countText, secondsText } from './durations.js';
import type { GroupSpec, PlanSpec } from './plan.js';

/** Who is there, group by group: one sentence each. */
export function groupWords({ groups = [] }: PlanSpec): string[] {
  return groups.map((group) => {
    const { name, users, sockets, arrivals } = group;
    const who = `group ${name}: ${countText(users, 'user')}`;
    const coming =
      arrivals === null
        ? ''
        : ` that arrive over ${secondsText(arrivalTimesOf(arrivals).at(-1) ?? 0)} (${stagesText(arrivals)})`;
    const has = sockets === 1 ? '' : `, each with ${countText(sockets, 'connection')}`;
    return `${who}${coming}${has}${doesText(group)}`;
  });
}

/** `, deal 75 %, lead 25 %`; nothing where the phases say it. */
function doesText({ acts }: GroupSpec): string {
  if (acts === 'as-phase') return '';
  if (acts === 'never') return ', who only listen';
  const total = acts.reduce((sum, { weight }) => sum + weight, 0);
  const shares = acts.map(({ action, weight }) => `${action} ${Math.round((weight * 1000) / total) / 10} %`);
  return `, who do ${shares.join(', ')}`;
}
