import type { StateReport } from './state-report.js';
import { countText, plural } from './words.js';

/** What is held against the server: nothing, or the first proof and how many there are. */
export function stateFaults(state: StateReport | null): readonly string[] {
  const first = state?.violations[0];
  if (state === null || first === undefined) return [];
  if (state.violationCount === 1) return [`state: ${first.because}`];
  return [
    `${countText(state.violationCount)} values of the server's state are wrong (${kindsText(state)}); the first: ${first.because}`,
  ];
}

const words = {
  'lost-update': 'lost updates',
  'double-count': 'counted too often',
  'lost-member': 'members missing',
  'phantom-member': 'members that should not be there',
  'broken-invariant': 'changed although nothing may change them',
} as const;

/** `3 lost updates, 1 counted too often`: only what there is. */
function kindsText({ violations, violationCount }: StateReport): string {
  if (violations.length < violationCount) return 'of several kinds';
  const kinds = Object.keys(words) as (keyof typeof words)[];
  return kinds
    .map((kind) => [kind, violations.filter((one) => one.kind === kind).length] as const)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${countText(count)} ${words[kind]}`)
    .join(', ');
}

/** Why the state proves nothing, where it was asked for. */
export function stateDoubts(state: StateReport | null): readonly string[] {
  return (state?.checks ?? []).flatMap(({ name, readings, unreadBecause, doubt }) => {
    if (readings === 0) {
      const why = unreadBecause === null ? 'the run ended before it was asked for' : unreadBecause;
      return [`the state \`${name}\` could never be read: ${why}`];
    }
    return doubt === null ? [] : [`the state \`${name}\` could not be judged: ${doubt}`];
  });
}

/** What a run without faults shows of the state. */
export function statePraise(state: StateReport | null): readonly string[] {
  if (state === null) return [];
  const compared = state.checks.reduce((sum, check) => sum + check.compared, 0);
  const exact = state.checks.reduce((sum, check) => sum + check.exact, 0);
  const names = state.checks.map(({ name }) => name).join(', ');
  const sharp =
    exact === compared ? 'each to the exact value' : `${countText(exact)} of them to the exact value`;
  const [all, each] =
    compared === 1
      ? ['the one value of the state agrees', exact === 1 ? 'to the exact value' : 'within its bounds']
      : [`all ${plural(compared, 'value')} of the state agree`, sharp];
  return [`${all} with what was accepted (${names}; ${each})`];
}

/** What a reader may do about the state. */
export function stateAdvice(state: StateReport | null): readonly string[] {
  const first = state?.violations[0];
  if (first === undefined) return [];
  if (first.kind === 'lost-update')
    return [
      'Updates are lost where a value is read, changed and written back while others do the same: let the store add (INCR, UPDATE ... SET n = n + 1), or check the version when writing.',
    ];
  if (first.kind === 'double-count')
    return [
      'What counts too often is mostly counted before it is refused, or once more by a retry: count in the same step that accepts, by the id of the request.',
    ];
  return [];
}

/** What a reader may do where a state could not be read. */
export function stateDoubtAdvice(state: StateReport | null): readonly string[] {
  const failed = (state?.checks ?? []).some(({ readings, unread }) => readings === 0 && unread > 0);
  return failed
    ? [
        'See what the address of the state answers, e.g. with curl, and whether `from.at` names a place in it.',
      ]
    : [];
}
