import { nobody } from './reasons.js';

/** Keys that share actions, each set with its rows in order; keys are numbered over all limits. */
export interface Component {
  readonly keys: readonly number[];
  readonly rows: Int32Array;
}

/** Unites the keys that the actions tie together. `keyOf`: the key of each row, by limit. */
export function componentsOf(keys: number, keyOf: readonly Int32Array[]): readonly Component[] {
  const parent = Int32Array.from({ length: keys }, (_, key) => key);
  const rootOf = (key: number): number => {
    let root = key;
    while (parent[root] !== root) root = parent[root] = parent[parent[root]];
    return root;
  };
  const rows = keyOf[0].length;
  for (let row = 0; row < rows; row++) {
    if (keyOf[0][row] === nobody) continue;
    for (let rule = 1; rule < keyOf.length; rule++) parent[rootOf(keyOf[rule][row])] = rootOf(keyOf[0][row]);
  }
  const found = new Map<number, { keys: number[]; rows: number[] }>();
  for (let key = 0; key < keys; key++) {
    const root = rootOf(key);
    const known = found.get(root);
    if (known === undefined) found.set(root, { keys: [key], rows: [] });
    else known.keys.push(key);
  }
  for (let row = 0; row < rows; row++)
    if (keyOf[0][row] !== nobody) found.get(rootOf(keyOf[0][row]))?.rows.push(row);
  return [...found.values()].map((one) => ({ keys: one.keys, rows: Int32Array.from(one.rows) }));
}
