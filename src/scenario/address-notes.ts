import type { WrittenScenario } from './schema.js';

const shownMost = 60;

/** A path in the address, which Socket.IO does not go by: it has a namespace and a path of its own. */
export function addressNotes({
  target,
  transport,
}: Pick<WrittenScenario, 'target' | 'transport'>): readonly string[] {
  if (transport.kind !== 'socket-io' || target?.kind !== 'url') return [];
  const { pathname } = new URL(target.url);
  if (pathname === '/') return [];
  const path = pathname.slice(0, shownMost);
  return [
    `${path} in the address of the target names nothing to Socket.IO: did you mean transport.socket-io.namespace, or transport.socket-io.path?`,
  ];
}
