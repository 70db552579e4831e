import type { Fault } from '../contention/key-verdict.js';
import { refusedByNobodySentence } from './composed.js';
import { cooldownSentence } from './cooldown.js';
import { limitSentence } from './limit.js';
import type { Telling } from './telling.js';

export { asideSentence } from './aside.js';

/** What went wrong in one sentence that needs no knowledge of the judge. */
export function sentenceOf(telling: Telling, fault: Fault): string {
  const { driver } = telling.model;
  if (driver.kind === 'composed' && fault.kind === 'false-reject')
    return refusedByNobodySentence(telling, fault);
  if (driver.kind === 'interval-recursion')
    return cooldownSentence({ ...telling, everyUs: driver.everyUs }, fault);
  return limitSentence(telling, fault);
}
