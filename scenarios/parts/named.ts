import type { DefaultEventsMap as Events, Server } from 'socket.io';

/** Whoever is connected has said its name. */
export interface Named {
  name: string;
}

/** Lets in who says a name in `auth.user`, and remembers it as `socket.data.name`. */
export function askNames(io: Server<Events, Events, Events, Named>): void {
  io.use((socket, next) => {
    const name: unknown = socket.handshake.auth['user'];
    if (typeof name !== 'string' || name === '') return next(new Error('who are you?'));
    socket.data.name = name;
    next();
  });
}
