import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { players: 4, turnMs: 0 };

/** Whose turn it is, and when it passes on if nobody moves; absent: never. */
export interface Table {
  readonly player: number;
  readonly passesUs?: number;
}

/**
 * A game at each resource: `u0` to the last of `players` move in turn. After `turnMs` without a move
 * the turn passes on; 0: never. The first turn waits for as long as it takes.
 */
export const game: Behaviour = {
  name: 'game',
  describe: 'u0, u1, ... of players move in turn on each resource; turnMs passes a turn on (0: never)',
  defaults,
  start(ports) {
    const players = Math.ceil(ports.settings['players'] ?? defaults.players);
    const turnUs = microsOf(ports.settings['turnMs'] ?? defaults.turnMs);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['move', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer, Table>(action.resource, (table) => {
          const nowUs = microsOf(ports.now());
          const { player, passesUs = Infinity } = table ?? { player: 0 };
          const missed = nowUs < passesUs ? 0 : 1 + Math.floor((nowUs - passesUs) / turnUs);
          const turn = (player + missed) % players;
          if (action.user !== `u${turn}`) return { result: refused('not_your_turn') };
          const next = { player: (turn + 1) % players };
          return {
            value: turnUs === 0 ? next : { ...next, passesUs: nowUs + turnUs },
            result: { ok: true },
          };
        });
      },
    };
  },
};
