import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Server, type Socket } from 'socket.io';
import { defineServer } from 'turnwise';
import { bodyOf, nameIn, reply, type Json } from '../parts/json.js';
import { listen } from '../parts/listen.js';
import { flawsIn, text, type Kind } from './parts/payloads.js';

/**
 * News of a sales department over Socket.IO. People log in by HTTP, connect with the token they got, and join the
 * rooms of their team, their territory and themselves. A lead is news for its territory, a closed deal for the team
 * and its managers, a client interaction for the representative and the team's managers; whoever is in two of
 * the rooms hears of it once.
 */
interface Person {
  readonly name: string;
  readonly role: 'rep' | 'manager' | 'visitor';
  readonly team: string;
  readonly territory: string;
}

interface Desk {
  readonly io: Server;
  readonly people: Map<string, Person>;
  readonly bug: string | null;
  /** For the bug of that name: who has joined what, and was never taken off. */
  readonly remembered: Set<string>;
  accepted: number;
}

/** Where news of a kind goes. */
const roomsOf: Readonly<Record<Kind, (payload: Json) => readonly string[]>> = {
  lead: ({ territory }) => [`territory:${text(territory)}`],
  deal: ({ team }) => [`team:${text(team)}`, `managers:${text(team)}`],
  interaction: ({ team, rep }) => [`rep:${text(rep)}`, `managers:${text(team)}`],
};

export default defineServer({
  describe: 'sales notifications over Socket.IO: leads, deals and client interactions to rooms',
  bugs: {
    'missing-room': 'the second team that a manager joins is confirmed, and never joined',
    leak: 'deals go to everybody who is connected, not only to the team and its managers',
    twice: 'a deal is sent to the team, then to its managers: whoever is in both rooms hears of it twice',
    'lost-after-reconnect':
      'rooms are remembered by name, so that whoever comes back is taken for a member and joins nothing',
  },
  start: async ({ port, host, bug }) => {
    const http = createServer((request, response) => void serve(desk, request, response));
    const io = new Server(http, { serveClient: false, maxHttpBufferSize: 64 * 1024 });
    const desk: Desk = { io, people: new Map(), bug, remembered: new Set(), accepted: 0 };
    io.use((socket, next) => {
      const person = desk.people.get(text((socket.handshake.auth as Json)['token']));
      socket.data = { person };
      next(person === undefined ? new Error('log in first') : undefined);
    });
    io.on('connection', (socket) => welcome(desk, socket));
    const url = await listen(http, { port, host });
    return {
      url,
      close: async () => {
        io.disconnectSockets(true);
        http.closeAllConnections();
        await io.close();
      },
    };
  },
});

type Acknowledge = (answer: Readonly<Record<string, unknown>>) => void;

function welcome(desk: Desk, socket: Socket): void {
  const { person } = socket.data as { readonly person: Person };
  socket.on('join', (room: unknown, answer: unknown) => {
    if (typeof answer === 'function') (answer as Acknowledge)(join(desk, socket, person, text(room)));
  });
  for (const kind of ['lead', 'deal', 'interaction'] as const) {
    socket.on(kind, (payload: unknown, answer: unknown) => {
      if (typeof answer === 'function') (answer as Acknowledge)(tell(desk, kind, payload, person));
    });
  }
}

function join(desk: Desk, socket: Socket, person: Person, room: string): Record<string, unknown> {
  if (!mayJoin(person, room)) return { ok: false, error: 'forbidden' };
  const membership = `${person.name} in ${room}`;
  const isKnown = desk.bug === 'lost-after-reconnect' && desk.remembered.has(membership);
  const isSecondTeam =
    desk.bug === 'missing-room' &&
    person.role === 'manager' &&
    room.startsWith('team:') &&
    [...socket.rooms].some((joined) => joined.startsWith('team:'));
  desk.remembered.add(membership);
  if (!isKnown && !isSecondTeam) void socket.join(room);
  return { ok: true, room };
}

/** Managers see every team; everybody else what is theirs. */
function mayJoin({ name, role, team, territory }: Person, room: string): boolean {
  if (role === 'manager') return /^(team|managers|territory|rep):\w+$/.test(room);
  return [`team:${team}`, `territory:${territory}`, `rep:${name}`].includes(room);
}

function tell(desk: Desk, kind: Kind, payload: unknown, { name }: Person): Record<string, unknown> {
  const flaws = flawsIn(kind, payload);
  if (flaws.length > 0) return { ok: false, error: 'invalid', fields: flaws };
  desk.accepted += 1;
  const id = `${kind}-${desk.accepted}`;
  const news = { ...(payload as Json), id, by: name };
  const rooms = [...roomsOf[kind](payload as Json)];
  if (desk.bug === 'leak' && kind === 'deal') desk.io.emit(kind, news);
  else if (desk.bug === 'twice') for (const room of rooms) desk.io.to(room).emit(kind, news);
  else desk.io.to(rooms).emit(kind, news);
  return { ok: true, id };
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /health':
      return reply(response, 200, { connections: desk.io.engine.clientsCount, accepted: desk.accepted });
    case 'POST /login': {
      const person = personIn(await bodyOf(request));
      if (person === null) return reply(response, 400, { error: 'name, role, team and territory, please' });
      const token = randomUUID();
      desk.people.set(token, person);
      return reply(response, 200, { token });
    }
    default:
      return reply(response, 404, { error: 'not found' });
  }
}

function personIn({ role, ...names }: Json): Person | null {
  const [name, team, territory] = [names['name'], names['team'], names['territory']].map(nameIn);
  if (role !== 'rep' && role !== 'manager' && role !== 'visitor') return null;
  return name && team && territory ? { name, role, team, territory } : null;
}
