import { durationsOf } from '../../models/driver.js';
import { boundedSearch, boundedSearchOf } from './bounded/search.js';
import { closedFormSearch } from './closed-form/search.js';
import { intervalSearch } from './interval-recursion/search.js';
import { phaseSearch } from './phases/search.js';
import { restartingSearch } from './restarting/search.js';
import type { Question, Search, World } from './search.js';
import { zoneSearch } from './zones/search.js';

/**
 * The search that decides a model. Compositions have none: they are judged rule by rule.
 * @throws RangeError for a composition.
 */
export function searchOf(world: World): Search {
  const { driver } = world.model;
  const lengthsUs = durationsOf(driver) ?? [];
  switch (driver.kind) {
    case 'interval-recursion':
      return intervalSearch(world);
    case 'restarting':
      return orElse(restartingSearch(world), boundedSearchOf(world, lengthsUs));
    case 'zones':
      return orElse(zoneSearch(world), boundedSearchOf(world, lengthsUs));
    case 'closed-form':
      return orElse(closedFormSearch(world), boundedSearchOf(world, lengthsUs));
    case 'bounded':
      return needingOthers(boundedSearch(world));
    case 'phases':
      // Trying instants cannot stand in here: what matters is the time of the clock, not only differences.
      return phaseSearch(world);
    case 'composed':
      throw new RangeError(`a composition is judged rule by rule`);
  }
}

/** Where there are other things to do than to take, what was refused matters as much as what was accepted. */
function needingOthers(search: Search): Search {
  return {
    ...search,
    must(question, index) {
      const must = search.must(question, index);
      return must === null ? null : { ...must, needsOthers: true };
    },
  };
}

/** Longer stretches than that are nothing for trying every order and instant. */
const actionsMost = 48;

/** Where the first search cannot say, as with mixed costs, the second one tries. */
function orElse(first: Search, second: Search): Search {
  return {
    forgetsAfterUs: first.forgetsAfterUs,
    must: (question: Question, index) => first.must(question, index),
    ...(first.musts !== undefined && { musts: first.musts }),
    ...(first.survey !== undefined && { survey: first.survey }),
    explain(question, budget) {
      const explained = first.explain(question, budget);
      if (explained !== 'unknown' || question.actions.length > actionsMost || budget.left <= 0)
        return explained;
      return second.explain(question, budget);
    },
  };
}
