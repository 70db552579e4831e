import seedrandom from 'seedrandom';

/** A seeded stream of numbers. */
export interface Random {
  /** In [0, 1). */
  unit(): number;
  /** An integer in [0, below), for `below` up to 2^32. */
  below(below: number): number;
}

/**
 * What every seed ends with. Alea mixes the last character of a seed too little: seeds that differ
 * only there have first draws in arithmetic progression, and names end in a user's number.
 */
const tail = '/stream';

/**
 * The stream of a name under a seed. Streams of different names are independent, so that one
 * user's draws never move another's. Alea (Baagøe), because the xor families give correlated first
 * draws for seeds that differ in one character; the seed is always text, because `1` and `'1'` differ.
 */
export function randomOf(seed: string, name: string): Random {
  const draw = seedrandom.alea(`${seed}/${name}${tail}`);
  return {
    unit: () => draw(),
    below: (below) => Math.floor(draw() * below),
  };
}

/** A stream for each user of a plan, so that adding a user leaves the others alone. */
export function streamsOf(
  { seed, users }: { readonly seed: string; readonly users: number },
  name: string,
): Random[] {
  return Array.from({ length: users }, (_, user) => randomOf(seed, `${name}/user/${user}`));
}
