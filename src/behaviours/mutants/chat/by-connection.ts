import { chat } from '../../chat.js';
import { mutantOf } from '../mutant.js';
import { disguised } from '../parts/disguised.js';

/** The id of the socket is at hand, and is taken for the user's. */
export const byConnection = mutantOf(
  chat,
  {
    name: 'by-connection',
    wrong: 'messages are counted per connection, so a new one begins with an empty log',
    shows: 'send the limit, connect again, and send within windowMs',
    seen: ['Socket.IO FAQ (socket.id as the key of a limiter)', 'socketio/socket.io#5538'],
    needs: 'reconnect',
  },
  (ports) => disguised(chat, ports, (action) => ({ ...action, user: action.connection ?? action.user })),
);
