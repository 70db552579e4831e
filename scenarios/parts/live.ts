import type { SessionUser } from 'turnwise';

/** How one posts to the live channels of `scenarios/burst`, and how its posts are known again. */
export const live = {
  transport: { ws: { path: '/live', query: { user: '${user}' } } },
  wire: {
    'json-id': {
      payload: { type: 'post', id: '${id}', channel: '${resource}', text: 'breaking news from ${user}' },
      answers: [{ type: 'posted' }, { type: 'slow_down' }],
      accepted: { type: 'posted' },
      rejected: { type: 'slow_down' },
      retryAfter: 'retryAfterMs',
    },
  },
  delivery: {
    frame: { type: 'news' },
    id: 'id',
    room: 'channel',
    rooms: ['${resource}'],
    echo: true,
    order: 'sender',
    quiet: '1s',
  },
} as const;

/** Subscribes to a channel: a member from the confirmation on. */
export async function subscribe(user: SessionUser, channel: string): Promise<void> {
  await user.join(channel, () => {
    user.send({ type: 'subscribe', channel });
    return user.waitFor(({ data }) => {
      const { type, channel: confirmed } = data as { type?: unknown; channel?: unknown };
      return type === 'subscribed' && confirmed === channel;
    });
  });
}
