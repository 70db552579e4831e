/** Told of an action whose turn has come. */
export type Take = (id: number, startUs: number, endUs: number, kind: number) => void;

/** Actions in order of their start or end, taken from the front. Cheap when they are added nearly in order. */
export interface WaitingLine {
  add(id: number, startUs: number, endUs: number, kind: number): void;
  /** When the first is due; `Infinity` when nothing waits. */
  firstUs(): number;
  /** Takes out all that are due before `untilUs`, in order. */
  takeBelow(untilUs: number, take: Take): void;
}

const cells = 4;

/** Makes an empty line. Equal times keep the order in which they were added. */
export function waitingLine(due: 'startUs' | 'endUs'): WaitingLine {
  // Four numbers an action, one after the other: no objects, since millions pass through.
  const line: number[] = [];
  const dueCell = due === 'startUs' ? 1 : 2;
  let front = 0;
  return {
    add(id, startUs, endUs, kind) {
      const dueUs = due === 'startUs' ? startUs : endUs;
      let at = line.length;
      line.push(id, startUs, endUs, kind);
      while (at > front && line[at - cells + dueCell] > dueUs) at -= cells;
      if (at === line.length - cells) return;
      line.copyWithin(at + cells, at, line.length - cells);
      line[at] = id;
      line[at + 1] = startUs;
      line[at + 2] = endUs;
      line[at + 3] = kind;
    },
    firstUs: () => (front < line.length ? line[front + dueCell] : Infinity),
    takeBelow(untilUs, take) {
      while (front < line.length && line[front + dueCell] < untilUs) {
        front += cells;
        take(line[front - 4], line[front - 3], line[front - 2], line[front - 1]);
      }
      if (front > 256 && front * 2 >= line.length) {
        line.copyWithin(0, front, line.length);
        line.length -= front;
        front = 0;
      }
    },
  };
}
