import { closeSync, existsSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { historyBuilder } from '../history/columns.js';
import type { History } from '../history/history.js';
import { historyOf, readJournal, type PlannedRow } from '../history/journal.js';
import { actionDecoder, type BadLine } from '../history/ndjson.js';
import { defaultAssumptions, type Assumptions } from '../models/assumptions.js';
import { modelFrom, models } from '../models/index.js';
import type { Model } from '../models/model.js';
import { modelOf } from '../scenario/model-of.js';
import { Problem } from '../scenario/problem.js';
import { grouped, type Progress } from './progress.js';
import type { Scenario } from '../scenario/scenario.js';
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
  readonly notes: readonly string[];
}

const chunkBytes = 1 << 20;
const badLinesShown = 5;

/** The run of a folder: its journal, and what the run's scenario assumed. Works also after `kill -9`. */
export function storedRun(folder: string, modelJson: string | null): StoredRun {
  const plan = readStoredPlan(join(folder, 'plan.json'));
  const file = join(folder, 'history.arrow');
  if (!existsSync(file)) throw new Problem('there is no history.arrow; this run wrote no history', { file });
  const journal = readJournal(readFileSync(file));
  const history = historyOf(journal.entries, plannedRows(plan), { phases: plan.phases });
  const brokeOff = 'the run broke off: actions whose fate was not written down count as unknown';
  return {
    scenario: plan.scenario,
    plan: { hash: plan.hash, seed: plan.seed, header: { ...plan, actions: plan.steps.length } },
    history,
    model: modelJson === null ? storedModel(plan) : modelOf(modelJson, '--model', plan.userNames),
    assumptions: plan.assumptions,
    minResolution: plan.minResolution,
    prove: plan.prove,
    notes: history.complete ? [] : [brokeOff],
  };
}

function storedModel({ model }: StoredPlan): Model {
  if (model.name !== 'allOf' && !Object.hasOwn(models, model.name))
    throw new Problem(
      `the run was judged by a model in code, '${model.name}', and the folder holds only its name; judge it by one of turnwise's own with --model, or play the scenario again`,
    );
  return modelFrom(model);
}

function* plannedRows(plan: StoredPlan): Iterable<PlannedRow> {
  for (const step of plan.steps) {
    yield {
      id: step.id,
      user: plan.userNames[step.user] ?? '',
      resource: plan.resourceNames[step.resource] ?? '',
      step: step.step,
      intendedAtUs: step.intendedAtUs,
      phase: phaseAt(plan, step.intendedAtUs),
    };
  }
}

function phaseAt({ phases }: StoredPlan, atUs: number): string {
  return phases.findLast((phase) => phase.startUs <= atUs)?.name ?? '';
}

/** The history of another tool, one action a line. Every bad line is counted, the first are shown. */
export function foreignRun(
  path: string,
  modelJson: string,
  allowExtra: boolean,
  progress: Progress,
): StoredRun {
  const model = modelOf(modelJson);
  const builder = historyBuilder();
  const bad: BadLine[] = [];
  let badCount = 0;
  const decoder = actionDecoder(
    {
      action: (action) => void builder.add(action),
      bad: (line) => {
        badCount++;
        if (bad.length < badLinesShown) bad.push(line);
      },
    },
    { allowExtra },
  );
  readChunks(path, (text, share) => {
    decoder.push(text);
    progress.tell(() => `${grouped(builder.length)} lines read, ${Math.floor(share * 100)} %`);
  });
  decoder.end();
  if (badCount > 0) throw new Problem(badText(path, bad, badCount));
  return {
    scenario: { name: path, hash: '' },
    plan: null,
    history: builder.build(),
    model,
    assumptions: { ...defaultAssumptions, initial: 'fresh', complete: false },
    minResolution: 0.5,
    prove: 'both',
    notes: [],
  };
}

function badText(path: string, shown: readonly BadLine[], count: number): string {
  const lines = shown.map(({ line, message }) => `${path}:${line}: ${message}`);
  const more = count > shown.length ? [`and ${count - shown.length} more bad lines`] : [];
  return [...lines, ...more].join('\n');
}

/** Reads a text file piece by piece, and tells with each how much of the file has been read. */
function readChunks(path: string, take: (text: string, share: number) => void): void {
  const file = openSync(path, 'r');
  const decoder = new StringDecoder('utf8');
  const bytes = Buffer.alloc(chunkBytes);
  const { size } = fstatSync(file);
  let total = 0;
  try {
    for (;;) {
      const count = readSync(file, bytes);
      if (count === 0) break;
      total += count;
      // What is no plain file has no size, and a file may grow while it is read.
      take(decoder.write(bytes.subarray(0, count)), total / Math.max(size, total));
    }
    take(decoder.end(), 1);
  } finally {
    closeSync(file);
  }
}
