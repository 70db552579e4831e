import type { Connection } from '../transports/transport.js';
import type { Seat } from './contract.js';
import type { Member } from './member.js';
import type { Visit } from './visit.js';

/** A user, with one place for each of its connections. */
export interface Person {
  readonly user: number;
  readonly name: string;
  readonly places: readonly Place[];
  /** Waited for at the gate: comes before the run starts. */
  readonly isAwaited: boolean;
  /** What hooks know of it; `null` without hooks. */
  readonly member: Member | null;
  /** Whether any of its connections ever was in. */
  cameIn: boolean;
  refused: boolean;
  /** Kept from connecting by the run itself, and until when. */
  away: boolean;
  back: Timer | null;
}

/** Where one connection of a user is, comes back to, and leaves from. */
export interface Place {
  readonly person: Person;
  readonly tab: number;
  /** What is under way or open. */
  attempt: Attempt | null;
  /** Where actions go from: open, and joined if there is something to join. */
  seat: Seat | null;
  opened: number;
  /** How the last attempt ended. */
  ended: string | null;
  left: boolean;
  retry: Timer | null;
}

/** How far one connection has come. */
export interface Attempt {
  readonly id: string;
  readonly visit: Visit | null;
  startedUs: number;
  connection: Connection | null;
  stage: 'preparing' | 'connecting' | 'open' | 'joining' | 'in' | 'over';
}

export interface Timer {
  unsubscribe(): void;
}

/** A user who has not come yet. */
export function personOf(
  about: Pick<Person, 'user' | 'name' | 'isAwaited' | 'member'>,
  sockets: number,
): Person {
  const places: Place[] = [];
  const person: Person = { ...about, places, cameIn: false, refused: false, away: false, back: null };
  for (let tab = 0; tab < sockets; tab++) {
    places.push({
      person,
      tab,
      attempt: null,
      seat: null,
      opened: 0,
      ended: null,
      left: false,
      retry: null,
    });
  }
  return person;
}

/** `u3.1`, then `u3.2` after a reconnect; those of its second tab are `u3#1.1`, `u3#1.2`. */
export function connectionIdOf({ person, tab, opened }: Place): string {
  return `${person.name}${tab === 0 ? '' : `#${tab}`}.${opened + 1}`;
}

/** Whether all of its connections are in. */
export function isThere({ places }: Person): boolean {
  return places.every(({ seat }) => seat !== null);
}
