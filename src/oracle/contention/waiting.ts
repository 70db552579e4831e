/** An action that waits for its turn. */
export interface Waiting {
  readonly id: number;
  readonly startUs: number;
  readonly endUs: number;
  readonly kind: number;
}

/** Actions in order of their start or end, taken from the front. Cheap when they are added nearly in order. */
export interface WaitingLine {
  add(id: number, startUs: number, endUs: number, kind: number): void;
  /** When the first is due; `Infinity` when nothing waits. */
  firstUs(): number;
  /** Takes out all that are due at `untilUs` or before, in order. */
  takeUntil(untilUs: number, take: (waiting: Waiting) => void): void;
  /** Takes out all that are due before `untilUs`, in order. */
  takeBelow(untilUs: number, take: (waiting: Waiting) => void): void;
}

/** Makes an empty line. Equal times keep the order in which they were added. */
export function waitingLine(due: 'startUs' | 'endUs'): WaitingLine {
  let line: Waiting[] = [];
  let front = 0;
  const takeWhile = (isDue: (atUs: number) => boolean, take: (waiting: Waiting) => void): void => {
    while (front < line.length && isDue(line[front][due])) take(line[front++]);
    if (front > 64 && front * 2 > line.length) {
      line = line.slice(front);
      front = 0;
    }
  };
  return {
    add(id, startUs, endUs, kind) {
      const waiting = { id, startUs, endUs, kind };
      let at = line.length;
      while (at > front && line[at - 1][due] > waiting[due]) at--;
      if (at === line.length) line.push(waiting);
      else line.splice(at, 0, waiting);
    },
    firstUs: () => (front < line.length ? line[front][due] : Infinity),
    takeUntil: (untilUs, take) => takeWhile((atUs) => atUs <= untilUs, take),
    takeBelow: (untilUs, take) => takeWhile((atUs) => atUs < untilUs, take),
  };
}
