import * as fc from 'fast-check';
import type { Schedule, Timed } from './schedules.js';

/**
 * The same schedules, shrinking as plain data: fewer attempts first, then earlier ones, then fewer
 * names. Shrunk draws would drag along whatever a draw was counted from.
 */
export class Shrinking extends fc.Arbitrary<Schedule> {
  constructor(
    private readonly drawn: fc.Arbitrary<Schedule>,
    private readonly stepUs: number,
    /** The names in use, the plainest first. */
    private readonly names: { readonly user: readonly string[]; readonly resource: readonly string[] },
  ) {
    super();
  }

  override generate(random: fc.Random, bias: number | undefined): fc.Value<Schedule> {
    return new fc.Value(this.drawn.generate(random, bias).value, undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Schedule {
    return false;
  }

  override shrink(schedule: Schedule): fc.Stream<fc.Value<Schedule>> {
    return fc.stream(this.#smaller(schedule)).map((one) => new fc.Value(one, undefined));
  }

  *#smaller(schedule: Schedule): IterableIterator<Schedule> {
    yield* shorter(schedule);
    yield* earlier(schedule, this.stepUs);
    yield* plainer(schedule, 'user', this.names.user);
    yield* plainer(schedule, 'resource', this.names.resource);
  }
}

/** Without a half, a quarter, ... down to each single attempt. */
function* shorter(schedule: Schedule): IterableIterator<Schedule> {
  for (let size = Math.floor(schedule.length / 2); size >= 1; size = Math.floor(size / 2))
    for (let from = 0; from + size <= schedule.length; from += size)
      yield [...schedule.slice(0, from), ...schedule.slice(from + size)];
}

/** One attempt closer to the one before, with all that follow and alone. */
function* earlier(schedule: Schedule, stepUs: number): IterableIterator<Schedule> {
  for (const [index, { atUs }] of schedule.entries()) {
    const gapUs = atUs - (schedule[index - 1]?.atUs ?? 0);
    const halfUs = Math.floor(gapUs / 2 / stepUs) * stepUs;
    for (const byUs of new Set([gapUs, gapUs - stepUs, halfUs, stepUs])) {
      if (byUs <= 0 || byUs > gapUs) continue;
      yield schedule.map((one, other) => (other < index ? one : { ...one, atUs: one.atUs - byUs }));
      yield schedule.map((one, other) => (other === index ? { ...one, atUs: atUs - byUs } : one));
    }
  }
}

/** One name in the place of another: numbered as they come, then the first one for each attempt. */
function* plainer(
  schedule: Schedule,
  field: 'user' | 'resource',
  names: readonly string[],
): IterableIterator<Schedule> {
  const inOrder = [...new Set(schedule.map((one) => one[field]))];
  const renamed = schedule.map((one): Timed => ({ ...one, [field]: names[inOrder.indexOf(one[field])] }));
  if (renamed.some((one, index) => one[field] !== schedule[index][field])) yield renamed;
  for (const [index, one] of schedule.entries())
    if (one[field] !== names[0])
      yield schedule.map((other, place) => (place === index ? { ...one, [field]: names[0] } : other));
}
