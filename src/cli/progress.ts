import { monotonicClock } from '../runtime/clock.js';

/** Says how far something long has come, on stderr, so that the answer on stdout stays clean. */
export interface Progress {
  /** May be told as often as wanted: at most one line a second is shown, none in the first. */
  tell(line: () => string): void;
  /** Shown if this began more than a second ago, or if it is clear that it will go on for long. */
  turn(line: string, isLong: boolean): void;
}

const everyUs = 1_000_000;

const write = (line: string): void => void process.stderr.write(`${line}\n`);

/** Begins now; shows nothing at all where quiet was asked for. */
export function progressOf(quiet: boolean): Progress {
  const clock = monotonicClock();
  let toldUs = 0;
  return {
    tell(line) {
      const nowUs = clock.nowUs();
      if (quiet || nowUs - toldUs < everyUs) return;
      toldUs = nowUs;
      write(line());
    },
    turn(line, isLong) {
      if (!quiet && (isLong || clock.nowUs() >= everyUs)) write(line);
    },
  };
}

/** A count that can be read at a glance: `1 000 000`. */
export function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ' ');
}
