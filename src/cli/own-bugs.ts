import type { Scenario } from '../scenario/scenario.js';
import { describeModule } from '../servers/describe-modules.js';

/**
 * What to do about the known bugs of a scenario's own server, which is never tried in the place of a reference
 * server: a sentence, or `null` where it has none.
 */
export async function ownBugsText(ref: string, { target }: Pick<Scenario, 'target'>): Promise<string | null> {
  if (target.kind !== 'module') return null;
  const bugs = Object.keys((await describeModule(target.file)).bugs);
  if (bugs.length === 0) return null;
  return `mutants tries the bugs of reference servers only; those of the scenario's own server are played with \`turnwise run ${ref} --set target.bug=NAME\`: ${bugs.join(', ')}`;
}
