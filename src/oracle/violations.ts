import type { History } from '../history/history.js';
import type { Aside } from './asides.js';
import type { RuleFault } from './contention/composed/faults.js';
import type { Fault } from './contention/key-verdict.js';
import { fieldsOf, keyText, type Heard } from './hearing.js';
import { chainText } from './sentences/chain.js';
import { asideSentence, sentenceOf } from './sentences/index.js';
import type { Telling } from './sentences/telling.js';
import type { Violation } from './verdict.js';

/** Everything that was found wrong, in words: proven first, then in order of the blamed answer. */
export function violationsOf(telling: Telling, { found, faults }: Heard): readonly Violation[] {
  const violations = [
    ...found.flatMap(({ key, verdict, asides }) => [
      ...verdict.faults.map((fault) => violationOf(telling, key, fault)),
      ...asides.map((aside) => violationBeside(telling, key, aside)),
    ]),
    ...faults.map((one) => violationOfRule(telling, one)),
  ];
  return sorted(violations, telling.history);
}

function violationOfRule(telling: Telling, { model, fault }: RuleFault): Violation {
  const key = keyText(telling.history, fieldsOf(model), fault.rows[fault.rows.length - 1]);
  const own = { ...telling, model, per: model.per };
  return violationOf(model === telling.model ? own : { ...own, isOneOfSeveral: true }, key, fault);
}

function violationOf(telling: Telling, key: string, fault: Fault): Violation {
  const { kind, rows, marginUs, isNearEdge } = fault;
  const strength = isNearEdge ? 'near-edge' : 'proven';
  const because = sentenceOf(telling, fault);
  return { kind, key, rows, because, chain: chainText(telling, fault), marginUs, strength };
}

function violationBeside(telling: Telling, key: string, aside: Aside): Violation {
  const { rows, marginUs } = aside.kind === 'early-promise' ? aside.promise : aside;
  const strength = marginUs < telling.assumptions.minMarginUs ? 'near-edge' : 'proven';
  return {
    kind: aside.kind,
    key,
    rows,
    because: asideSentence(telling, aside),
    chain: [],
    marginUs,
    strength,
  };
}

const blamed = ({ rows }: Violation): number => rows[rows.length - 1];
/** A wrong answer says more than a right one with a wrong promise or reason. */
const aside: ReadonlySet<Violation['kind']> = new Set(['early-promise', 'wrong-reason']);
const rank = ({ strength, kind }: Violation): number =>
  (strength === 'proven' ? 0 : 2) + (aside.has(kind) ? 1 : 0);

/** Proven first, wrong answers before wrong words; then in order of the blamed answer. */
function sorted(violations: readonly Violation[], history: History): readonly Violation[] {
  return [...violations].sort(
    (a, b) =>
      rank(a) - rank(b) ||
      history.settledAtUs[blamed(a)] - history.settledAtUs[blamed(b)] ||
      blamed(a) - blamed(b),
  );
}
