import type { Actions } from '../../reporters/html/page-data.js';
import { durationText } from '../../report/words.js';
import { acceptBefore, shadowOf, type Accepts } from './accepts.js';
import { looks, outcomeNames, verdictWords } from './looks.js';
import { exactText } from './ticks.js';

/** An action in words. Names and reasons in it are what a server said: text, never markup. */
export interface Details {
  readonly title: string;
  readonly lines: readonly (readonly [name: string, text: string])[];
  /** The violations that it is part of, as indexes. */
  readonly violations: readonly number[];
}

const name = (names: readonly string[], code: number): string => names[code] ?? 'none';

export function detailsOf(actions: Actions, look: Uint8Array, accepts: Accepts, row: number): Details {
  const { users, resources, keys, phases, reasons, sentAtUs, settledAtUs } = actions;
  const sent = sentAtUs[row];
  const settled = settledAtUs[row];
  const outcome = outcomeNames[actions.outcome[row]] ?? 'unknown';
  const reason = actions.reason[row] < 0 ? '' : `: ${name(reasons, actions.reason[row])}`;
  const phase = actions.phase[row];
  const user = name(users, actions.user[row]);
  const resource = name(resources, actions.resource[row]);
  return {
    title: `${user} on ${resource}: ${looks[look[row]].words}`,
    lines: [
      ['action', String(actions.idOf(row))],
      ['user', user],
      ['resource', resource],
      ['key', name(keys, actions.key[row])],
      ...(phase < 0 ? [] : [['phase', name(phases, phase)] as const]),
      ['sent', `at ${exactText(sent)}`],
      [
        'answered',
        settled === Infinity ? 'never' : `at ${exactText(settled)}, ${durationText(settled - sent)} later`,
      ],
      ['outcome', `${outcome}${reason}`],
      ['the model says', verdictWords(actions.outcome[row], actions.judgement[row])],
      ...beforeLine(actions, accepts, row),
      ...shutLine(actions, row),
    ],
    violations: [...actions.violations.keys()].filter((index) => actions.violations[index].includes(row)),
  };
}

/** How long after the accept before it the server can have decided: at least and at most. */
function beforeLine(actions: Actions, accepts: Accepts, row: number): Details['lines'] {
  const before = acceptBefore(accepts, actions, row);
  if (before < 0) return [];
  const { sentAtUs, settledAtUs, users, user } = actions;
  const least = sentAtUs[row] - settledAtUs[before];
  const most = settledAtUs[row] - sentAtUs[before];
  const who = `${users[user[before]] ?? 'none'}'s, sent at ${exactText(sentAtUs[before])}`;
  return [['accept before it', `${who}: ${apartText(least, most)}`]];
}

function apartText(leastUs: number, mostUs: number): string {
  const most = mostUs === Infinity ? '' : `at most ${durationText(mostUs)} apart`;
  if (leastUs < 0) return most === '' ? 'their windows overlap' : `their windows overlap, decided ${most}`;
  const least = `decided at least ${durationText(leastUs)}`;
  return most === '' ? `${least} apart` : `${least} and ${most}`;
}

function shutLine(actions: Actions, row: number): Details['lines'] {
  const { shadowUs, outcome } = actions;
  if (shadowUs === null || outcomeNames[outcome[row]] !== 'accepted') return [];
  const { sureFromUs, sureToUs, toUs } = shadowOf(actions, row, shadowUs);
  const sure =
    sureFromUs < sureToUs ? `surely from ${exactText(sureFromUs)} to ${exactText(sureToUs)}, ` : '';
  return [['shuts its key', `${sure}at the latest until ${exactText(toUs)}`]];
}

/** One sentence for who hears the page. */
export function spokenOf({ title, lines }: Details): string {
  const wanted = ['sent', 'answered', 'the model says'];
  const said = lines.filter(([name]) => wanted.includes(name)).map(([name, text]) => `${name} ${text}`);
  return `${title}. ${said.join('; ')}.`;
}
