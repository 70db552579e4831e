/** What keeps a process alive and is of some kinds, named as node names them. */
export function openResources(kinds: RegExp): readonly string[] {
  return process
    .getActiveResourcesInfo()
    .filter((name) => kinds.test(name))
    .toSorted();
}

export const processListeners = (): readonly string[] =>
  process.eventNames().map((name) => `${String(name)} ${process.listenerCount(name)}`);

/** What there is now and was not there before. */
export function more(now: readonly string[], before: readonly string[]): readonly string[] {
  const left = [...before];
  return now.filter((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
