/**
 * Records of equal length in one block of memory, seen as times and as whole numbers: what belongs to one
 * thing lies side by side, since with many keys most of the time goes into fetching it.
 */
export class Records {
  /** The length of a record, in times; as many whole numbers are twice that. */
  readonly width: number;
  times: Float64Array;
  cells: Int32Array;

  constructor(width: number) {
    this.width = width;
    this.times = new Float64Array(64 * width);
    this.cells = new Int32Array(this.times.buffer);
  }

  /** Makes room for records below a number; new ones are all zero. */
  reserve(records: number): void {
    if (records * this.width <= this.times.length) return;
    const more = new Float64Array(2 * records * this.width);
    more.set(this.times);
    this.times = more;
    this.cells = new Int32Array(more.buffer);
  }
}
