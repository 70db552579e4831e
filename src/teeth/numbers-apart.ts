import type { Model } from '../models/model.js';
import type { Casting } from './casting.js';
import { referenceOrNull } from './reference.js';

/**
 * Where a reference server and a model are of one kind but not of one number: `arena has cooldownMs 200,
 * the model says 300`; `null` where they are, or where the model is that of another server or of none.
 * `defaults`: the settings of the server that nobody set.
 */
export function numbersApart(
  { server, settings }: Pick<Casting, 'server' | 'settings'>,
  model: Model,
  defaults: Readonly<Record<string, number>>,
): string | null {
  const meant = referenceOrNull(model);
  if (meant === null || meant.server !== server) return null;
  const has: Readonly<Record<string, number>> = { ...defaults, ...settings };
  const apart = Object.entries(meant.settings).filter(
    ([name, value]) => has[name] !== undefined && has[name] !== value,
  );
  if (apart.length === 0) return null;
  const said = apart.map(([name, value]) => `${name} ${has[name]}, the model says ${value}`);
  return `${server} has ${said.join('; and ')}`;
}
