import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { History } from '../history/history.js';
import { historyOf, readJournal, type PlannedRow } from '../history/journal.js';
import type { Assumptions } from '../models/assumptions.js';
import { modelFrom, models } from '../models/index.js';
import type { Model } from '../models/model.js';
import type { DeliverySpec } from '../oracle/delivery/contract.js';
import type { StateSpec } from '../oracle/state/contract.js';
import { groupNamesOf } from '../plan/groups.js';
import { modelOf } from '../scenario/model-of.js';
import { Problem } from '../scenario/problem.js';
import type { Scenario } from '../scenario/scenario.js';
import { storedDeliveryOf } from '../scenario/delivery-of.js';
import { storedSpecOf } from '../scenario/state-of.js';
import type { Threshold } from '../thresholds/threshold.js';
import { readStoredPlan, type StoredPlan } from './stored-plan.js';

/** A history from disk, and all that is known of how to judge it. */
export interface StoredRun {
  readonly scenario: { readonly name: string; readonly hash: string };
  readonly plan: {
    readonly hash: string;
    readonly seed: string;
    readonly header: {
      readonly users: number;
      readonly resources: number;
      readonly actions: number;
      readonly durationUs: number;
    };
  } | null;
  readonly history: History;
  readonly model: Model;
  readonly assumptions: Assumptions;
  readonly minResolution: number;
  readonly prove: Scenario['prove'];
  /** What was broadcast to whom; absent: nobody looked, or code said it. */
  readonly delivery?: DeliverySpec;
  /** What the server's state is compared with; absent: nothing. */
  readonly state?: readonly StateSpec[];
  /** What was demanded of its numbers; absent: nothing. */
  readonly thresholds?: readonly Threshold[];
  /** What the run was judged by, and the folder does not hold; absent: nothing. */
  readonly notAgain?: readonly { readonly part: 'state' | 'delivery'; readonly text: string }[];
  readonly notes: readonly string[];
  /** The wall time that its times count from, as text; absent: nobody knows. */
  readonly zeroAt?: string;
}

/** What was planned and what happened, without a word on how to judge it. */
export function storedHistory(folder: string): { readonly plan: StoredPlan; readonly history: History } {
  const plan = readStoredPlan(join(folder, 'plan.json'));
  const file = join(folder, 'history.arrow');
  if (!existsSync(file)) throw new Problem('there is no history.arrow; this run wrote no history', { file });
  const journal = readJournal(readFileSync(file));
  return { plan, history: historyOf(journal.entries, plannedRows(plan), { phases: plan.phases }) };
}

/** The run of a folder: its journal, and what the run's scenario assumed. Works also after `kill -9`. */
export function storedRun(folder: string, modelJson: string | null): StoredRun {
  const { plan, history } = storedHistory(folder);
  const brokeOff = 'the run broke off: actions whose fate was not written down count as unknown';
  return {
    scenario: plan.scenario,
    plan: { hash: plan.hash, seed: plan.seed, header: { ...plan, actions: plan.steps.length } },
    history,
    model: modelJson === null ? storedModel(plan) : modelOf(modelJson, '--model', plan.userNames),
    assumptions: plan.assumptions,
    minResolution: plan.minResolution,
    prove: plan.prove,
    ...(typeof plan.delivery === 'object' && { delivery: storedDeliveryOf(plan.delivery) }),
    ...(plan.thresholds !== undefined && { thresholds: plan.thresholds }),
    state: (plan.state ?? []).flatMap((check) => storedSpecOf(check) ?? []),
    ...(typeof plan.zeroAt === 'string' && { zeroAt: plan.zeroAt }),
    notes: history.complete ? [] : [brokeOff],
    notAgain: codeParts(plan),
  };
}

/** What only the scenario itself can judge. */
function codeParts({ state = [], delivery }: StoredPlan): NonNullable<StoredRun['notAgain']> {
  const told = state
    .filter(({ count }) => count === null)
    .map(({ name }) => ({
      part: 'state' as const,
      text: `the state \`${name}\` is counted in code, which the folder does not hold: it is not judged again`,
    }));
  if (delivery !== 'code') return told;
  const text =
    'the rooms of broadcasts are told in code, which the folder does not hold: deliveries are not judged again';
  return [...told, { part: 'delivery', text }];
}

/** The model that judged a run. @throws Problem where it was one in code. */
export function storedModel({ model }: Pick<StoredPlan, 'model'>): Model {
  if (model.name !== 'allOf' && !Object.hasOwn(models, model.name))
    throw new Problem(
      `the run was judged by a model in code, '${model.name}', and the folder holds only its name; judge it by one of turnwise's own with --model, or play the scenario again`,
    );
  return modelFrom(model);
}

function* plannedRows(plan: StoredPlan): Iterable<PlannedRow> {
  const groups = plan.groups === undefined ? null : groupNamesOf(plan.groups);
  for (const step of plan.steps) {
    yield {
      id: step.id,
      user: plan.userNames[step.user] ?? '',
      resource: plan.resourceNames[step.resource] ?? '',
      step: step.step,
      intendedAtUs: step.intendedAtUs,
      phase:
        step.phase === undefined ? phaseAt(plan, step.intendedAtUs) : (plan.phases[step.phase]?.name ?? ''),
      ...(step.action === undefined ? {} : { action: step.action }),
      ...(groups === null ? {} : { group: groups[step.user] ?? '' }),
    };
  }
}

function phaseAt({ phases }: StoredPlan, atUs: number): string {
  return phases.findLast((phase) => phase.startUs <= atUs)?.name ?? '';
}
