import { gateway } from '../../gateway.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** The path is part of the key, so every path has a limit of its own. */
export const perRoute = mutantOf(
  gateway,
  {
    name: 'per-route',
    wrong: 'requests are counted per user and resource instead of per user',
    shows: 'more than the limit of one user, on several resources',
    seen: ['nexoraorg/chenaikit#230', 'laurentS/slowapi#217'],
    needs: 'others',
  },
  (ports) =>
    disguised(gateway, ports, ({ user, resource, ...rest }) => ({
      ...rest,
      user: `${user} ${resource}`,
      resource,
    })),
);
