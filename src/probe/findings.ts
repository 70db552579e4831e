import { candidatesOf } from './candidates.js';
import type { Candidate, Findings } from './contract.js';
import { declaredOf, differencesOf } from './declared.js';
import type { Knowledge } from './knowledge.js';
import { unlimited } from './unlimited.js';
import { rejectExtendsOf, survivesReconnectOf, untoldOf } from './untold.js';

/** What a probe knows, in the words of its contract: nothing more than what was shown. */
export function findingsOf(knowledge: Knowledge, isUsedUp: boolean): Findings {
  const { spec, rounds, evidence, hypotheses } = knowledge;
  const candidates =
    hypotheses === null ? nothingRefused(knowledge) : candidatesOf(hypotheses, evidence, spec.declared);
  const declared = declaredOf(spec.declared, evidence);
  return {
    candidates,
    rejectExtends: rejectExtendsOf(candidates),
    survivesReconnect: survivesReconnectOf(candidates),
    untold: untoldOf(spec, evidence, candidates, isUsedUp),
    declared,
    differences: differencesOf(spec.declared, declared, candidates),
    actions: rounds.reduce((sum, { steps }) => sum + steps.length, 0),
    rounds: rounds.length,
    durationUs: evidence.endUs,
  };
}

function nothingRefused({ evidence }: Knowledge): readonly Candidate[] {
  if (evidence.history.length === 0) return [];
  return [{ family: 'none', per: [], parameters: {}, choices: {}, model: unlimited }];
}
