import type { Action, Broadcast, SessionHooks, SessionUser } from 'turnwise';
import { text } from './payloads.js';

/** The teams, and the territories: each team has the one of its name. */
export const regions = ['north', 'east', 'south', 'west', 'coast', 'hills'] as const;

/** In groups of all sorts the second six of every twelve are managers, one of each region. */
function roleOf({ group, index }: SessionUser): 'rep' | 'manager' | 'visitor' {
  if (group === 'managers') return 'manager';
  if (group === 'visitors') return 'visitor';
  const isManager = group !== 'reps' && group !== 'bursts' && index % 12 >= regions.length;
  return isManager ? 'manager' : 'rep';
}

const regionOf = (index: number): string => regions[index % regions.length] ?? regions[0];

/** What somebody joins: representatives what is theirs, managers two teams. */
function roomsFor(user: SessionUser): readonly string[] {
  const { name, index } = user;
  const [own, next] = [regionOf(index), regionOf(index + 1)];
  const rooms = {
    rep: [`team:${own}`, `territory:${own}`, `rep:${name}`],
    manager: [`team:${own}`, `managers:${own}`, `team:${next}`],
    visitor: [`territory:${own}`],
  };
  return rooms[roleOf(user)];
}

/** What somebody tells, with the number by which everybody knows it again. */
const payloads: Readonly<Record<string, (user: SessionUser, region: string) => object>> = {
  lead: ({ name, random }, territory) => ({
    territory,
    company: `${name} & Company`,
    value: 100 + random.below(9900),
  }),
  deal: ({ random }, team) => ({ team, amount: 1000 + random.below(99_000) }),
  interaction: ({ name }, team) => ({ team, rep: name, how: 'call' }),
};

/** Nothing is limited here: every refusal of what makes sense is wrong. What is sent is up to `act`. */
export const wire = {
  'event-ack': {
    event: '${action}',
    payload: { ref: '${id}' },
    accepted: { ok: true },
    rejected: { ok: false },
  },
} as const;

/** Log in by HTTP, connect with the token, join one room after the other, and tell. */
export const hooks: SessionHooks = {
  login: async (user) => {
    const [role, region] = [roleOf(user), regionOf(user.index)];
    const body = JSON.stringify({ name: user.name, role, team: region, territory: region });
    const response = await user.fetch('/login', { method: 'POST', body });
    if (!response.ok) throw new Error(`the login was refused: ${response.status}`);
    user.vars['token'] = ((await response.json()) as { token: string }).token;
  },
  connect: ({ vars }) => ({ auth: { token: vars['token'] } }),
  join: async (user) => {
    for (const room of roomsFor(user)) {
      const answer = await user.join(room, () => user.request('join', room));
      if (!(answer as { ok: boolean }).ok) throw new Error(`${room} cannot be joined`);
    }
  },
  act: (user, { id, action, resource }) => ({
    kind: 'event',
    event: action,
    args: [{ ref: id, ...payloads[action]?.(user, resource) }],
    ack: true,
  }),
};

/** Where news goes, and how it is known again. */
export const delivery = {
  read: (inbound: { kind: string; event?: string; args?: readonly unknown[] }): Broadcast | null => {
    if (inbound.kind !== 'event' || !(text(inbound.event) in payloads)) return null;
    const { ref } = (inbound.args?.[0] ?? {}) as { ref?: unknown };
    return typeof ref === 'number' && ref > 0 ? { requestId: ref, room: null } : null;
  },
  rooms: ({ action, resource, user }: Action): string[] => {
    if (action === 'lead') return [`territory:${resource}`];
    return action === 'deal'
      ? [`team:${resource}`, `managers:${resource}`]
      : [`rep:${user}`, `managers:${resource}`];
  },
  echo: true,
  copies: 'one',
  order: 'room',
  quiet: '1s',
} as const;
