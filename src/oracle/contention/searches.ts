import { intervalSearch } from './interval-recursion/search.js';
import type { Search, World } from './search.js';

/**
 * The search that decides a model. Compositions have none: they are judged rule by rule.
 * @throws RangeError for a composition.
 */
export function searchOf(world: World): Search {
  switch (world.model.driver.kind) {
    case 'interval-recursion':
      return intervalSearch(world);
    default:
      throw new RangeError(`${world.model.name} cannot be judged yet`);
  }
}
