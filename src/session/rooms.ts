import type { HistoryEvent } from '../history/action.js';

/** Somebody who enters and leaves rooms on one connection. */
export interface RoomSettings {
  readonly user: string;
  readonly connection: string;
  readonly nowUs: () => number;
  readonly event: (event: HistoryEvent) => void;
}

/** For an ask that failed: nobody ever knows surely what became of it. */
export const neverSurelyUs = Number.MAX_SAFE_INTEGER;

/**
 * Memberships as far as they are certain. Asking takes time: from its start on one is perhaps a member, or
 * perhaps none any more, and surely when it is done. Where it fails, or is never done, the perhaps stays.
 */
export class Rooms {
  readonly #settings: RoomSettings;
  readonly #asking = new Set<Ask>();

  constructor(settings: RoomSettings) {
    this.#settings = settings;
  }

  join<T>(room: string, ask: () => T | Promise<T>): Promise<T> {
    return this.#move('room-joined', room, ask);
  }

  leave<T>(room: string, ask: () => T | Promise<T>): Promise<T> {
    return this.#move('room-left', room, ask);
  }

  /** Nothing more comes of what is still asked for. */
  end(): void {
    for (const asked of this.#asking) this.#moved(asked, neverSurelyUs);
    this.#asking.clear();
  }

  async #move<T>(kind: Ask['kind'], room: string, ask: () => T | Promise<T>): Promise<T> {
    const asked: Ask = { kind, room, askedAtUs: Math.floor(this.#settings.nowUs()) };
    this.#asking.add(asked);
    let atUs = neverSurelyUs;
    try {
      const answer = await ask();
      atUs = Math.ceil(this.#settings.nowUs());
      return answer;
    } finally {
      if (this.#asking.delete(asked)) this.#moved(asked, atUs);
    }
  }

  #moved({ kind, room, askedAtUs }: Ask, atUs: number): void {
    const { user, connection, event } = this.#settings;
    event({ kind, user, connection, room, askedAtUs, atUs });
  }
}

interface Ask {
  readonly kind: 'room-joined' | 'room-left';
  readonly room: string;
  readonly askedAtUs: number;
}
