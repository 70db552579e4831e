import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** `>` where `>=` was meant. No round trip is short enough to tell them apart. */
export const atTheEdge = mutantOf(
  voting,
  {
    name: 'at-the-edge',
    wrong: 'a vote exactly one cooldown after an accepted one is refused',
    shows:
      'a vote exactly one cooldown after an accepted one, to the microsecond, on the clock of the server',
    seen: ['discourse/discourse#11691', 'Stirling-Tools/Stirling-PDF#4820', 'marketcalls/openalgo#1830'],
    needs: 'exact-time',
  },
  (ports) => {
    const { cooldownMs = 200 } = ports.settings;
    return voting.start({ ...ports, settings: { cooldownMs: cooldownMs + 0.001 } });
  },
);
