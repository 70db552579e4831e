import type { KeyField } from '../history/action.js';

/** The keys of a model as a plan sees them: numbered, and made of user and resource only. */
export interface KeySpace {
  readonly hasUser: boolean;
  readonly hasResource: boolean;
  readonly keyOf: (user: number, resource: number) => number;
}

/**
 * The keys of a plan. Of the fields a limit may be counted on, a plan varies users and resources;
 * a connection belongs to one user, so it counts as the user; all others are taken as constant,
 * which can only make keys coarser than they are and accepts further apart than they need to be.
 */
export function keySpaceOf(per: readonly KeyField[], resources: number): KeySpace {
  const hasUser = per.includes('user') || per.includes('connection');
  const hasResource = per.includes('resource');
  return { hasUser, hasResource, keyOf: numberingOf(hasUser, hasResource, resources) };
}

function numberingOf(hasUser: boolean, hasResource: boolean, resources: number): KeySpace['keyOf'] {
  if (hasUser && hasResource) return (user, resource) => user * resources + resource;
  if (hasUser) return (user) => user;
  if (hasResource) return (_user, resource) => resource;
  return () => 0;
}
