import { api } from '../../api.js';
import { mutantOf } from '../mutant.js';

/** The capacity is compared with one too few. */
export const oneTooMany = mutantOf(
  api,
  {
    name: 'one-too-many',
    wrong: 'a bucket holds one token more than its capacity',
    shows: 'capacity + 1 calls of a rested user at once',
    seen: ['boinkor-net/governor#11', 'TykTechnologies/tyk#48'],
    needs: 'burst',
  },
  (ports) => {
    const { capacity = 5 } = ports.settings;
    return api.start({ ...ports, settings: { ...ports.settings, capacity: capacity + 1 } });
  },
);
