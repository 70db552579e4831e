import { judgeDelivery } from '../../../src/oracle/delivery/judge-delivery.js';
import type { DeliveryVerdict } from '../../../src/oracle/delivery/verdict.js';
import { bent } from './bent.js';
import { legalWorld } from './correct-server.js';
import { certain } from './exhaustive.js';
import { historyOf, type World } from './world.js';

/** What the judge says, in the words of the exhaustive check. */
export function accused(world: World, verdict: DeliveryVerdict): ReadonlySet<string> {
  const history = historyOf(world);
  return new Set(
    verdict.violations.flatMap(({ kind, rows, receivers, rooms }) => {
      if (kind === 'order' && world.spec.order === 'total') return [`order ${rooms[0]}`];
      const blamed = history.actionAt(rows.at(-1) ?? -1).id;
      return receivers.map((receiver) => `${kind} ${blamed} ${receiver}`);
    }),
  );
}

export const judgedWorld = (world: World): DeliveryVerdict => judgeDelivery(world.spec, historyOf(world));

/** Legal worlds in which somebody was accused: there must be none. */
export function accusedInnocents(from: number, count: number): readonly string[] {
  const wrong: string[] = [];
  for (let state = from; state < from + count; state++) {
    const { violations } = judgedWorld(legalWorld(state));
    if (violations.length > 0) wrong.push(`world ${state}: ${violations[0]?.because}`);
  }
  return wrong;
}

/** Bent worlds in which the judge and the exhaustive check differ, and how often each kind was certain. */
export function differences(from: number, count: number) {
  const differing: string[] = [];
  const seen: Record<string, number> = {};
  for (let state = from; state < from + count; state++) {
    const world = bent(legalWorld(state), state);
    const verdict = judgedWorld(world);
    const expected = certain(world);
    for (const one of expected) {
      const kind = one.split(' ')[0] ?? '';
      seen[kind] = (seen[kind] ?? 0) + 1;
    }
    // What nobody's id is, or nothing at all, is a case of its own.
    if (verdict.strangers > 0 || verdict.receipts === 0) continue;
    const found = accused(world, verdict);
    const missed = [...expected].filter((one) => !found.has(one));
    const invented = [...found].filter((one) => !expected.has(one));
    if (missed.length + invented.length > 0)
      differing.push(
        `world ${state}: missed ${missed.join(', ') || 'nothing'}; invented ${invented.join(', ') || 'nothing'}`,
      );
  }
  return { differing, seen };
}
