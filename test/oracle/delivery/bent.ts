import { pick } from './correct-server.js';
import { diceOf, type Copy, type World } from './world.js';

/** One thing wrong with what arrived: dropped, doubled, astray, in the wrong order, or of what was refused. */
export function bent(world: World, state: number): World {
  const dice = diceOf(state);
  const { copies, connections, actions } = world;
  const at = dice(Math.max(1, copies.length));
  const one = copies[at];
  const added = (copy: Copy): World => ({ ...world, copies: [...copies, copy].sort((a, b) => a.at - b.at) });
  const how = dice(8);
  if (how === 0 && one !== undefined) return { ...world, copies: copies.filter((_, index) => index !== at) };
  if (how === 1 && one !== undefined) return added({ ...one, at: one.at + dice(3) });
  if (how === 2) {
    const action = pick(dice, actions);
    const room = dice(2) === 0 ? null : 'a';
    return added({
      action: action.id,
      connection: dice(connections.length),
      room,
      at: action.sent + dice(8),
    });
  }
  if ((how === 3 || how > 5) && copies.length > 1) {
    const line = copies.filter((copy) => copy !== one && copy.connection === one?.connection);
    const other = line[dice(Math.max(1, line.length))];
    if (one === undefined || other === undefined) return world;
    const swapped = copies.map((copy) => {
      if (copy === one) return { ...other, at: copy.at };
      return copy === other ? { ...one, at: copy.at } : copy;
    });
    return { ...world, copies: swapped };
  }
  if (how === 4) {
    const refused = actions.find(({ outcome }) => outcome === 'rejected');
    if (refused !== undefined)
      return added({
        action: refused.id,
        connection: dice(connections.length),
        room: null,
        at: refused.sent + dice(6),
      });
  }
  const victim = dice(connections.length);
  return { ...world, copies: copies.filter(({ connection }) => connection !== victim) };
}
