/** One place where the oracle is broken on purpose, and the tests that must notice. */
export interface Mutant {
  readonly what: string;
  /** Below `src/oracle/`. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** Below `test/oracle/`; at least one of them goes red. */
  readonly tests: readonly string[];
}

const cooldown = ['exact.test.ts', 'judge.test.ts'];
const every = ['every-model.test.ts'];

/** Boundaries moved by one, widenings dropped, rejects skipped, unknowns forgotten, in every search. */
export const mutants: readonly Mutant[] = [
  {
    what: 'no widening by the tick',
    file: 'contention/windows.ts',
    from: 'startUs[row] = sentAtUs[row] - widening.beforeUs;',
    to: 'startUs[row] = sentAtUs[row];',
    tests: ['judge.test.ts'],
  },
  {
    what: 'no early grace',
    file: 'contention/gaps.ts',
    from: ' - graceUs.early;',
    to: ';',
    tests: ['judge.test.ts'],
  },
  {
    what: 'an exclusive boundary is read as inclusive',
    file: 'contention/gaps.ts',
    from: "(boundary === 'exclusive' ? 1 : 0)",
    to: '0',
    tests: ['judge.test.ts'],
  },
  {
    what: 'a cooldown is one microsecond longer',
    file: 'contention/interval-recursion/course.ts',
    from: 'restarts.length === 0 ? lastUs + gaps.acceptUs :',
    to: 'restarts.length === 0 ? lastUs + gaps.acceptUs + 1 :',
    tests: cooldown,
  },
  {
    what: 'an interval of one instant counts as empty',
    file: 'contention/interval-recursion/forward.ts',
    from: 'if (lo > hi) return -index - 1;',
    to: 'if (lo >= hi) return -index - 1;',
    tests: cooldown,
  },
  {
    what: 'nested windows are placed in order of their starts only',
    file: 'contention/interval-recursion/forward.ts',
    from: 'if (acceptLeastEndUs[index + 1] < accepts.endUs[index]) return index;',
    to: '',
    tests: cooldown,
  },
  {
    what: 'rejects ask for no explanation',
    file: 'contention/interval-recursion/course.ts',
    from: 'if (course.rules.rejectsBind) leastEndsOfAll(rejects, leastEndUs);',
    to: 'if (course.rules.rejectsBind && rejects.length < 0) leastEndsOfAll(rejects, leastEndUs);',
    tests: cooldown,
  },
  {
    what: 'unknown actions are forgotten',
    file: 'contention/interval-recursion/course.ts',
    from: 'else if (kind === seen.unknown)',
    to: 'else if (kind === seen.absent)',
    tests: cooldown,
  },
  {
    what: 'states that used up more of the open actions cover others',
    file: 'contention/interval-recursion/states.ts',
    from: ' || other.opensUsed > state.opensUsed',
    to: '',
    tests: cooldown,
  },
  {
    what: 'a restart is forgotten',
    file: 'contention/restarts.ts',
    from: 'if (toUs >= atUs) return',
    to: 'if (toUs < atUs) return',
    tests: ['restarts.test.ts', 'judge.test.ts'],
  },
  {
    what: 'what may still explain a reject is folded one instant too late',
    file: 'contention/interval-recursion/key-streams.ts',
    from: 'lines.startOf(open) <= endUs;',
    to: 'lines.startOf(open) < endUs;',
    tests: ['key-streams.test.ts', 'judge.test.ts'],
  },
  {
    what: 'answers on a connection that went astray are believed',
    file: 'untrusted.ts',
    from: 'if (untrusted.size === 0) return history;',
    to: 'if (untrusted.size >= 0) return history;',
    tests: ['untrusted.test.ts'],
  },
  {
    what: 'keys are cut one microsecond before their past is over',
    file: 'contention/searched/stretches.ts',
    from: 'startUs - quietSinceUs < forgetsAfterUs',
    to: 'startUs - quietSinceUs < forgetsAfterUs - 1',
    tests: ['searched.test.ts', ...every],
  },
  {
    what: 'the past of a key that is not fresh is forgotten',
    file: 'contention/searched/stretches.ts',
    from: "setting.initial === 'unknown' || !setting.isAlone ? firstUs : null",
    to: '!setting.isAlone ? firstUs : null',
    tests: ['searched.test.ts', ...every],
  },
  {
    what: 'a turned answer is asked about as it was',
    file: 'contention/searched/key-judge.ts',
    from: 'seen: action.seen === seen.accept ? seen.reject : seen.accept',
    to: 'seen: action.seen',
    tests: ['searched.test.ts', ...every],
  },
  {
    what: 'answers are dropped from a core although they are needed',
    file: 'contention/searched/evidence.ts',
    from: 'if (isImpossible(search, less, budget)) core = less;',
    to: 'core = less;',
    tests: every,
  },
  {
    what: 'a bucket gives a token one microsecond early',
    file: 'contention/zones/bucket.ts',
    from: 'creditFor(cost).mostUs - late))',
    to: 'creditFor(cost).mostUs - late + 1))',
    tests: ['zones.test.ts', ...every],
  },
  {
    what: 'an accept leaves a log one microsecond early',
    file: 'contention/zones/log.ts',
    from: 'tighten(zones, at, oldest, variables.now, -log.wait.leastUs)',
    to: 'tighten(zones, at, oldest, variables.now, 1 - log.wait.leastUs)',
    tests: ['zones.test.ts', ...every],
  },
  {
    what: 'a window lasts one microsecond longer for those in it',
    file: 'contention/zones/window.ts',
    from: 'tighten(zones, at, variables.now, from, wait.mostUs - 1)',
    to: 'tighten(zones, at, variables.now, from, wait.mostUs)',
    tests: ['zones.test.ts', ...every],
  },
  {
    what: 'unknown actions are only tried where a refusal comes due',
    file: 'contention/zones/monitor.ts',
    from: "return lazily === 'invalid' ? searched(boardOf(course, rules, budget, pool), 'all') : lazily;",
    to: 'return lazily;',
    tests: ['zones.test.ts', ...every],
  },
  {
    what: 'refusals nobody saw do not restart the time',
    file: 'contention/restarting/merge.ts',
    from: 'before.add({ ...node, used: after, memory: next });',
    to: 'void after;',
    tests: ['restarting.test.ts', ...every],
  },
  {
    what: 'one more than the capacity is right',
    file: 'contention/closed-form/search.ts',
    from: 'if (accepted > limit) return false;',
    to: 'if (accepted > limit + 1) return false;',
    tests: ['closed-form.test.ts', ...every],
  },
  {
    what: 'an accept may follow a right refusal',
    file: 'contention/closed-form/search.ts',
    from: '|| latestStartUs > firstRejectUs) return false;',
    to: ') return false;',
    tests: ['closed-form.test.ts', ...every],
  },
  {
    what: 'actions that begin when the first one is over cannot be next',
    file: 'contention/bounded/walk.ts',
    from: 'index < answered.length && answered[index].startUs <= untilUs; index++',
    to: 'index < answered.length && answered[index].startUs < untilUs; index++',
    tests: ['bounded.test.ts', ...every],
  },
  {
    what: 'a promise is broken although others touched the key',
    file: 'contention/promises.ts',
    from: 'if (near.some(({ endUs }) => endUs >= startUs)) return [];',
    to: '',
    tests: ['promises.test.ts'],
  },
  {
    what: 'the same fencing token twice is right',
    file: 'contention/bounded/tokens.ts',
    from: 'greatest.token >= acquire.token',
    to: 'greatest.token > acquire.token',
    tests: ['bounded-tokens.test.ts'],
  },
  {
    what: 'a reason names a limit that shares its name',
    file: 'contention/composed/reasons.ts',
    from: 'names.has(name) ? nobody : index',
    to: 'index',
    tests: ['composed-reasons.test.ts'],
  },
  {
    what: 'the verifier takes instants outside their windows',
    file: 'verify/testimony.ts',
    from: 'sentAtUs - tickUs - afterUs',
    to: 'sentAtUs - afterUs',
    tests: ['certificate.test.ts', 'certificate-objections.test.ts', 'verify-core.test.ts'],
  },
];
