import { opposite, type Question, type Search } from '../../src/oracle/contention/search.js';
import { seen } from '../../src/oracle/contention/windows.js';
import type { Tried, TriedKey } from './every-instant.js';

/**
 * Checks a survey against the truth: whether a key can be explained, as it is and with each answer
 * turned round. Returns how many opposites it knew; throws on the first difference.
 */
export function checkSurvey(
  key: TriedKey,
  search: Search,
  question: Question,
  isExplained: (key: TriedKey) => boolean,
): number {
  const survey = search.survey?.(question) ?? null;
  if (survey === null) return 0;
  if (survey.explained === 'valid' && !isExplained(key)) throw new Error('surveyed to be valid, but is not');
  let known = 0;
  question.actions.forEach(({ row, seen: kind }, index) => {
    const told = survey.opposites[index];
    if (kind === seen.unknown || told === opposite.open) return;
    known++;
    const turned = kind === seen.accept ? 'reject' : 'accept';
    const actions = key.actions.map((one, at): Tried =>
      at === row ? ({ ...one, answer: turned } as const) : one,
    );
    if (isExplained({ ...key, actions }) !== (told === opposite.possible))
      throw new Error(`action ${row} is said to be ${told}, which it is not`);
  });
  return known;
}
