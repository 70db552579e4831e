import { hookFailed, type HookOwner } from './hook-runner.js';
import type { HookWorld } from './hook-world.js';
import { placed, reasonText } from './words.js';

/** Called when one failed, to ask then or later whether anybody waits for it. */
type Failed = (error: unknown, isSeen: () => boolean) => void;

/**
 * A promise that a hook was given, and those that follow from it: one that fails and that nobody waits for ends no
 * program. A class because whoever waits calls `then`, `await` on anything but a plain promise included, which is
 * how that is known.
 */
class HandedOut<T> extends Promise<T> {
  #isSeen = false;
  #failed: Failed | null = null;

  static of<T>(promise: Promise<T>, failed: Failed): HandedOut<T> {
    const handed = new HandedOut<T>((resolve, reject) => void promise.then(resolve, reject));
    handed.#watch(failed);
    return handed;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- it is a promise, and has one anyway
  override then<A = T, B = never>(
    kept?: ((value: T) => A | PromiseLike<A>) | null,
    broken?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.#isSeen = true;
    const next = super.then(kept, broken);
    if (this.#failed !== null && next instanceof HandedOut) next.#watch(this.#failed);
    return next;
  }

  #watch(failed: Failed): void {
    this.#failed = failed;
    void super.then(undefined, (error: unknown) => failed(error, () => this.#isSeen));
  }
}

/**
 * Gives a hook what it asked for. Where that fails, its error knows the place that asked, and it is written down if
 * the hook came to its end without waiting for it.
 */
export function handOut<T>(world: HookWorld, owner: HookOwner, work: () => Promise<T>): Promise<T> {
  const { hook = 'messages', over } = world.blocking.owner ?? {};
  const asking: { stack?: string } = {};
  Error.captureStackTrace(asking, handOut);
  const placing = work().catch((error: unknown) => {
    throw placed(error, asking);
  });
  return HandedOut.of(placing, (error, isSeen) => {
    const look = (): void => {
      if (isSeen()) return;
      const reason = reasonText(error, world.settings.file);
      hookFailed(world, owner, hook, `a promise that the ${hook} hook did not wait for failed: ${reason}`);
    };
    if (over === undefined) look();
    else over.onEnd(look);
  });
}
