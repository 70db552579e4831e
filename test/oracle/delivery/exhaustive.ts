import { roomNames, neverUs, horizon, type Room, type World, type WorldConnection } from './world.js';

/** What is certain of a pair of action and connection, or of two broadcasts: `missing 3 u1.1`. */
export type Certainties = ReadonlySet<string>;

/**
 * Everything that is certain, by trying: each join and leave at every instant of its window and every order of
 * those that fall together, each look-up of a member at every instant that it may have. Knows nothing of how the
 * judge does it.
 */
export function certain(world: World): Certainties {
  const possible = possibilities(world);
  const found = new Set<string>();
  const receipts = world.copies.filter(({ action, at }) => at >= (sentOf(world, action) ?? Infinity));
  for (const action of world.actions) {
    const { id, outcome, settled, sent } = action;
    const mine = receipts.filter((copy) => copy.action === id);
    world.connections.forEach((to, connection) => {
      const own = mine.filter((copy) => copy.connection === connection);
      const isExempt = !world.spec.echo && action.sender === connection;
      if (outcome === 'rejected') {
        if (own.length > 0) found.add(`phantom ${id} ${to.name}`);
        return;
      }
      const mayBeIn = (room: Room, until: number): boolean =>
        range(sent, until).some((at) => possible(connection, room, at).has('in'));
      if (outcome === 'accepted' && own.length === 0 && !isExempt && settled !== null) {
        const until = settled + world.spec.quietUs;
        const isDue = action.rooms.some((room) =>
          range(sent, until).every((at) => !possible(connection, room, at).has('out')),
        );
        const isAlive = range(sent, until).every((at) => !mayBeDead(world, connection, at));
        if (isDue && isAlive && !disturbed(world, to, sent, until)) found.add(`missing ${id} ${to.name}`);
      }
      const [first] = own;
      if (first === undefined) return;
      if (isExempt || action.rooms.every((room) => !mayBeIn(room, first.at)))
        found.add(`leak ${id} ${to.name}`);
      if (own.length > 1 && world.spec.copies === 'one' && !world.spec.atLeastOnce)
        found.add(`duplicate ${id} ${to.name}`);
      for (const label of new Set(own.map(({ room }) => room))) {
        const same = own.filter(({ room }) => room === label);
        const isNamed = action.rooms.some((room) => room === label);
        const last = same.at(-1)?.at ?? 0;
        const most = isNamed ? 1 : Math.max(1, action.rooms.filter((room) => mayBeIn(room, last)).length);
        if (same.length > most && !world.spec.atLeastOnce) found.add(`duplicate ${id} ${to.name}`);
      }
    });
  }
  misordered(world, receipts, found);
  return found;
}

const sentOf = ({ actions }: World, id: number): number | undefined =>
  actions.find((one) => one.id === id)?.sent;

const range = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

type State = 'in' | 'out';

/** In which states a connection may be at an instant. */
function possibilities(world: World) {
  const known = new Map<string, ReadonlySet<State>>();
  const states = (connection: number, room: Room, at: number): ReadonlySet<State> => {
    const name = `${connection} ${room} ${at}`;
    const before = known.get(name);
    if (before !== undefined) return before;
    const made = tried(connection, room, at);
    known.set(name, made);
    return made;
  };
  const tried = (connection: number, room: Room, at: number): ReadonlySet<State> => {
    const { connections, spec } = world;
    const one = connections[connection];
    const anybodyJoins = connections.some(({ moves }) => moves.some((move) => move.room === room));
    if (spec.members === 'connected') return new Set(at > one.opened ? ['in'] : ['in', 'out']);
    if (!anybodyJoins) return new Set(['in', 'out']);
    const moves = one.moves.filter((move) => move.room === room);
    const joins = moves.filter(({ isJoin }) => isJoin).map(({ asked }) => asked);
    const leaves = moves.filter(({ isJoin }) => !isJoin).map(({ asked }) => asked);
    const leavesFirst = leaves.length > 0 && Math.min(...leaves) <= Math.min(...joins);
    const isHeir = connections.some(
      (other, index) =>
        index !== connection &&
        other.user === one.user &&
        other.lost !== null &&
        other.lost <= one.openFrom &&
        states(index, room, horizon * 2).has('in'),
    );
    const start: readonly State[] = leavesFirst || isHeir ? ['in', 'out'] : ['out'];
    const found = new Set<State>();
    const set = (index: number, done: readonly (number | null)[]): void => {
      const move = moves[index];
      if (move === undefined) {
        for (const state of after(start, moves, done, at)) found.add(state);
        return;
      }
      const last = Math.min(move.at, horizon * 2);
      for (const instant of range(move.asked, Math.min(last, Math.max(move.asked, at + 1))))
        set(index + 1, [...done, instant]);
      if (move.at === neverUs) set(index + 1, [...done, null]);
      else if (last > at + 1) set(index + 1, [...done, last]);
    };
    set(0, []);
    return found;
  };
  return states;
}

/** The states that are left at an instant, whatever of what falls on one instant comes first. */
function after(
  start: readonly State[],
  moves: WorldConnection['moves'],
  done: readonly (number | null)[],
  at: number,
): readonly State[] {
  const stateOf = (index: number): State => (moves[index].isJoin ? 'in' : 'out');
  const instants = done.map((instant) => instant ?? Infinity);
  const now = instants.flatMap((instant, index) => (instant === at ? [stateOf(index)] : []));
  const past = Math.max(-Infinity, ...instants.filter((instant) => instant < at));
  const before = instants.flatMap((instant, index) => (instant === past ? [stateOf(index)] : []));
  return [...now, ...(past === -Infinity ? start : before)];
}

/** Whether a lost connection may have been dead by then: not before anything was sent whose answer came over it. */
function mayBeDead(world: World, connection: number, at: number): boolean {
  const { lost } = world.connections[connection];
  if (lost === null) return at > horizon;
  const answered = world.actions.filter(
    ({ sender, outcome }) => sender === connection && outcome !== 'unknown',
  );
  const heard = world.copies.filter((copy) => copy.connection === connection);
  const alive = [
    ...answered.map(({ sent }) => sent),
    ...heard.flatMap(({ action, at: arrived }) => {
      const sent = sentOf(world, action) ?? Infinity;
      return arrived >= sent ? [sent] : [];
    }),
  ];
  return !alive.some((sent) => sent > at);
}

function disturbed({ events, spec }: World, { user }: WorldConnection, from: number, to: number): boolean {
  return range(from, to).some((at) =>
    events.some((event) => {
      if (event.kind === 'server-restarted') return Math.abs(at - event.atUs) <= spec.quietUs;
      if (event.kind !== 'fault' || event.fault === 'drop') return false;
      const isMine = event.userNames === undefined || event.userNames.includes(user);
      return isMine && at >= event.atUs && at <= (event.untilUs ?? Infinity) + spec.quietUs;
    }),
  );
}

/** What each connection got first, and whether two of them stand in the wrong order. */
function misordered(world: World, receipts: World['copies'], found: Set<string>): void {
  const { spec, actions, connections } = world;
  if (spec.order === 'none') return;
  const passing = receipts.filter(({ action }) => actions[action]?.outcome !== 'rejected');
  if (spec.order === 'total') {
    for (const room of roomNames) if (isTangled(world, passing, room)) found.add(`order ${room}`);
    return;
  }
  connections.forEach(({ name }, connection) => {
    const own = firsts(passing.filter((copy) => copy.connection === connection));
    own.forEach((early, index) => {
      for (const late of own.slice(index + 1)) {
        const [first, second] = [actions[early.action], actions[late.action]];
        if (first === undefined || second === undefined) continue;
        const isWrong =
          spec.order === 'sender'
            ? first.sender === second.sender && second.sent < first.sent
            : second.outcome === 'accepted' &&
              (second.settled ?? Infinity) < first.sent &&
              roomOf(world, early) !== null &&
              roomOf(world, early) === roomOf(world, late);
        if (isWrong) found.add(`order ${late.action} ${name}`);
      }
    });
  });
}

function firsts(copies: World['copies']): World['copies'] {
  return copies.filter((copy, index) => copies.findIndex(({ action }) => action === copy.action) === index);
}

/** The room that a copy surely came by. */
function roomOf({ actions }: World, { action, room }: World['copies'][number]): string | null {
  const rooms = actions[action]?.rooms ?? [];
  if (rooms.length === 1) return rooms[0] ?? null;
  return rooms.some((one) => one === room) ? room : null;
}

/** Whether no order of all actions agrees with what every member got: all orders are tried. */
function isTangled(world: World, receipts: World['copies'], room: Room): boolean {
  const lines = world.connections.map((_, connection) =>
    firsts(receipts.filter((copy) => copy.connection === connection))
      .filter((copy) => roomOf(world, copy) === room)
      .map(({ action }) => action),
  );
  const agrees = (order: readonly number[]): boolean =>
    lines.every((line) =>
      line.every((id, index) => index === 0 || order.indexOf(line[index - 1] ?? -1) < order.indexOf(id)),
    );
  return !permutations(world.actions.map(({ id }) => id)).some(agrees);
}

function permutations(items: readonly number[]): readonly (readonly number[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}
