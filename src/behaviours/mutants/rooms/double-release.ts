import { refusalOf, refused, type BehaviourAnswer } from '../../behaviour.js';
import { rooms } from '../../rooms.js';
import { mutantOf } from '../mutant.js';

/** Who is inside, and how many of their slots are thought to be free. */
interface Room {
  readonly inside: readonly string[];
  readonly freed: number;
}

/** The counter goes down with every release, `close` and `finish` alike; whose slot it was is asked too late. */
export const doubleRelease = mutantOf(
  rooms,
  {
    name: 'double-release',
    wrong: 'a second release is refused, and frees a slot of somebody else all the same',
    shows: 'fill a room, release one slot twice, and acquire twice',
    seen: ['kestra-io/kestra#17759', 'envoyproxy/envoy#22390'],
    needs: 'kinds',
  },
  ({ settings, store }) => ({
    async handle(action) {
      const refusal = refusalOf(action, ['acquire', 'release', 'act']);
      if (refusal !== null) return refusal;
      return store.update<BehaviourAnswer, Room>(action.resource, (room) => {
        const { inside, freed } = room ?? { inside: [], freed: 0 };
        if (action.action === 'release') {
          const own = inside.indexOf(action.user);
          const value = { inside, freed: Math.min(inside.length, freed + 1) };
          if (own < 0) return { value, result: refused('not_inside') };
          const left = inside.toSpliced(own, 1);
          return { value: { inside: left, freed: Math.min(left.length, freed) }, result: { ok: true } };
        }
        if (inside.length - freed >= (settings['slots'] ?? 3)) return { result: refused('full') };
        return { value: { inside: [...inside, action.user], freed }, result: { ok: true } };
      });
    },
  }),
);
