import type { Store } from './state.js';
import { between, type View } from './view.js';

const lastsMs = 220;

/** Goes from the view that is seen to another one so that the eye can follow; at once where the reader wants no motion. */
export function gliderOf(store: Store): (to: View) => void {
  const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
  let step = 0;
  let set: View | null = null;
  return (to) => {
    cancelAnimationFrame(step);
    const from = store.get().view;
    if (calm.matches) return store.set({ view: to });
    let startedMs: number | null = null;
    set = from;
    const frame = (nowMs: number): void => {
      // Somebody else has moved it on the way: theirs is the later wish.
      if (store.get().view !== set) return;
      startedMs ??= nowMs;
      const share = Math.min(1, (nowMs - startedMs) / lastsMs);
      set = share === 1 ? to : between(from, to, 1 - (1 - share) ** 3);
      store.set({ view: set });
      if (share < 1) step = requestAnimationFrame(frame);
    };
    step = requestAnimationFrame(frame);
  };
}
