import { canvas } from '../../canvas.js';
import { mutantOf } from '../mutant.js';

/** Of several limits only one was ever put into force. */
export const oneLimit = mutantOf(
  canvas,
  {
    name: 'one-limit',
    wrong: 'only places are checked, users never have to pause',
    shows: 'one user painting two places within userMs',
    seen: ['curiefense/curiefense#650', 'express-rate-limit/express-rate-limit#151'],
    needs: 'others',
  },
  (ports) => canvas.start({ ...ports, settings: { ...ports.settings, userMs: 0 } }),
);
