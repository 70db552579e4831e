import type { Model } from '../../../models/model.js';
import { gapsOf, type Gaps } from '../gaps.js';
import type { Search, World } from '../search.js';
import { concurrencyMust } from './concurrency-must.js';
import { leaseMust } from './lease-must.js';
import { turnsMust } from './turns-must.js';

/** What windows alone prove, for models that have rules for it; nothing where others act unseen. */
export function mustOf(world: World): Search['must'] {
  const { driver } = world.model;
  if (driver.kind !== 'bounded' || driver.stretched === null) return () => null;
  const gaps = driver.durationsUs.map((us) => gapsOf(us, world.assumptions));
  if (gaps.some(({ acceptUs }) => acceptUs < 1)) return () => null;
  const must = ruleOf(world, world.model, gaps);
  return (question, index) => (question.isAlone ? must(question, index) : null);
}

function ruleOf(world: World, { name, parameters }: Model, gaps: readonly Gaps[]): Search['must'] {
  switch (name) {
    case 'lease':
      return leaseMust(world, gaps[0]);
    case 'turns':
      return turnsMust(world, parameters['order'] as readonly string[], gaps.at(0) ?? null);
    case 'concurrency':
      return concurrencyMust(world, parameters['limit'] as number);
    default:
      return () => null;
  }
}
