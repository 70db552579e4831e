import type { Contention } from '../../src/report/contention.js';
import { outcomeKinds } from '../../src/history/outcome.js';
import { judgements, type Judgement } from '../../src/oracle/verdict.js';
import { randomOf, type Random } from '../../src/plan/random.js';

/** A run as a page draws it. */
export interface Wanted {
  readonly actions: number;
  readonly resources: number;
  readonly users: number;
  readonly seed: string;
  readonly everyUs?: number;
  readonly wrongShare?: number;
  /** What things are called. */
  readonly nameOf?: (of: 'u' | 'r', index: number) => string;
}

const everyUsUsual = 200_000;

/** A rotation over resources with a cooldown each: accepts one cooldown apart, rejects between them, some wrong. */
export function contentionLike(wanted: Wanted): Contention {
  const { actions, resources, users, seed, everyUs = everyUsUsual, wrongShare = 0.0005 } = wanted;
  const random = randomOf(seed, 'contention');
  const gapUs = (everyUs * 1.2) / 4 / resources;
  const readyAtUs = new Float64Array(resources);
  const rows = Array.from({ length: actions }, (_, index) => {
    const sentAtUs = Math.floor(index * gapUs + random.unit() * gapUs);
    const resource = (index * 7 + Math.floor(index / users)) % resources;
    const tookUs = 1500 + Math.floor(random.unit() ** 4 * 24_000);
    const free = sentAtUs >= readyAtUs[resource];
    if (free) readyAtUs[resource] = sentAtUs + tookUs + everyUs;
    const [outcome, judgement] = answer(random, free, wrongShare);
    const answered = outcome !== 'unknown';
    return {
      index,
      user: index % users,
      resource,
      sentAtUs,
      settledAtUs: answered ? sentAtUs + tookUs : null,
      outcome,
      judgement,
    };
  }).sort((a, b) => a.sentAtUs - b.sentAtUs);
  return contentionOfRows(rows, wanted);
}

type Row = {
  readonly index: number;
  readonly user: number;
  readonly resource: number;
  readonly sentAtUs: number;
  readonly settledAtUs: number | null;
  readonly outcome: (typeof outcomeKinds)[number];
  readonly judgement: Judgement;
};

function answer(random: Random, free: boolean, wrongShare: number): [Row['outcome'], Judgement] {
  const chance = random.unit();
  if (chance < wrongShare) return free ? ['rejected', 'false-reject'] : ['accepted', 'false-accept'];
  if (chance < wrongShare + 0.002) return ['unknown', 'open'];
  if (chance < wrongShare + 0.003) return ['error', 'open'];
  const kind = free ? 'accepted' : 'rejected';
  if (chance < wrongShare + 0.053) return [kind, 'undecidable'];
  if (chance < wrongShare + 0.056) return [kind, 'near-edge'];
  return [kind, free ? 'true-accept' : 'true-reject'];
}

function contentionOfRows(rows: readonly Row[], wanted: Wanted): Contention {
  const { resources, users, everyUs = everyUsUsual, nameOf = (of, index) => `${of}${index}` } = wanted;
  const names = (of: 'u' | 'r', count: number) =>
    Array.from({ length: count }, (_, index) => nameOf(of, index));
  const phases = ['warm-up', 'rotation', 'duels'];
  return {
    originUs: 0,
    users: names('u', users),
    resources: names('r', resources),
    keys: names('r', resources),
    phases,
    reasons: ['cooldown', 'no answer within 2 s'],
    rows: {
      id: rows.map(({ index }) => index),
      user: rows.map(({ user }) => user),
      resource: rows.map(({ resource }) => resource),
      key: rows.map(({ resource }) => resource),
      phase: rows.map((_, row) => (row < rows.length * 0.1 ? 0 : row < rows.length * 0.8 ? 1 : 2)),
      sentAtUs: rows.map(({ sentAtUs }) => sentAtUs),
      settledAtUs: rows.map(({ settledAtUs }) => settledAtUs),
      outcome: rows.map(({ outcome }) => outcomeKinds.indexOf(outcome)),
      judgement: rows.map(({ judgement }) => judgements.indexOf(judgement)),
      reason: rows.map(({ outcome }) => (outcome === 'rejected' ? 0 : outcome === 'unknown' ? 1 : -1)),
    },
    shadowUs: everyUs,
    violations: violationsOf(rows),
    sent: rows.length,
    keysLeftOut: 0,
  };
}

/** Each wrong answer with the accept before it on its resource. */
function violationsOf(rows: readonly Row[]): number[][] {
  const last = new Map<number, number>();
  return rows
    .flatMap(({ resource, outcome, judgement }, row) => {
      const before = last.get(resource);
      if (outcome === 'accepted') last.set(resource, row);
      return judgement.startsWith('false') ? [before === undefined ? [row] : [before, row]] : [];
    })
    .slice(0, 100);
}
