/** A lock per key, in this process: what runs under one key runs one after another, in order of coming. */
export function inTurn(): <Result>(key: string, run: () => Promise<Result>) => Promise<Result> {
  const last = new Map<string, Promise<unknown>>();
  return (key, run) => {
    const before = last.get(key);
    const turn = (async () => {
      await Promise.allSettled([before]);
      return run();
    })();
    last.set(key, turn);
    return turn;
  };
}
