/** Gathers the values of a flag that may be repeated, in the order in which they were typed. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
