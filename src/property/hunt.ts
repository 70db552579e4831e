import * as fc from 'fast-check';

/** How often is tried, and from where. */
export interface HuntOptions {
  /** How many cases; 200 unless told. */
  readonly runs?: number;
  /** 42 unless told: the same seed tries the same cases. */
  readonly seed?: number;
  /** The way to one case of a seed, from the message of a failure. */
  readonly path?: string;
}

/**
 * Tries cases until one fails, looks for the smallest that still does, and throws what was said of it.
 * @param title says in one line what was broken.
 * @param tryOne gives what is wrong with a case in words, and `null` when nothing is.
 * @throws Error with the title, the words, and what to pass to see it again.
 */
export async function hunt<Case>(
  title: string,
  cases: fc.Arbitrary<Case>,
  tryOne: (one: Case) => Promise<string | null>,
  { runs = 200, seed = 42, path }: HuntOptions,
): Promise<void> {
  let told = '';
  const property = fc.asyncProperty(cases, async (one) => {
    const wrong = await tryOne(one);
    if (wrong === null) return true;
    told = wrong;
    return false;
  });
  const from = path === undefined ? {} : { path };
  const found = await fc.check(property, { numRuns: runs, seed, ...from });
  if (!found.failed) return;
  if (found.errorInstance instanceof Error && told === '') throw found.errorInstance;
  const again = `{ seed: ${found.seed}, path: '${found.counterexamplePath ?? ''}' }`;
  throw new Error(`${title}\n\n${told}\n\nTo see it again: ${again}`);
}
