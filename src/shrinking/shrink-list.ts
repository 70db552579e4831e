/**
 * Delta debugging: the list without everything that can be left out, piece by piece and in the end one
 * by one, so that nothing more can be taken away alone (1-minimal). `stillShows` must hold for the
 * whole list; the order of what is left stays.
 */
export async function withoutPieces<T>(
  all: readonly T[],
  stillShows: (rest: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let rest = all;
  for (let size = Math.ceil(all.length / 2); size >= 1; size = size > 1 ? Math.ceil(size / 2) : 0) {
    // Only when whole rounds of single ones leave nothing out is there nothing more to leave out.
    for (let before = -1; before !== rest.length;) {
      before = rest.length;
      rest = await withoutOf(rest, size, stillShows);
      if (size > 1) break;
    }
  }
  return rest;
}

/** From the end: what comes last is most often what happened after all was over. */
async function withoutOf<T>(
  all: readonly T[],
  size: number,
  stillShows: (rest: readonly T[]) => Promise<boolean>,
): Promise<readonly T[]> {
  let rest = all;
  for (let end = rest.length; end > 0; end -= size) {
    const without = [...rest.slice(0, Math.max(0, end - size)), ...rest.slice(end)];
    if (without.length > 0 && (await stillShows(without))) rest = without;
  }
  return rest;
}
