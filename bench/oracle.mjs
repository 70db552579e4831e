/**
 * Actions judged a second, for each model: live, exactly, and both one after the other. Each line is a
 * process of its own; its first round is reported as cold, then the median of three. A second is one of
 * processor time, all threads counted, so that a busy machine does not change the figures much.
 * Flags: a model, a number of keys (`npm run bench -- oracle cooldown 1000`).
 */
import { judgedIn, quoted } from './oracle-rounds.mjs';
import { measured } from './oracle-models.mjs';

const wantedKeys = process.argv.slice(2).map(Number).find(Number.isFinite);
const wantedName = process.argv.slice(2).find((text) => !Number.isFinite(Number(text)));
const names = Object.keys(measured).filter((name) => wantedName === undefined || name.includes(wantedName));
if (names.length === 0) process.stderr.write(`no model is called ${quoted(wantedName)}\n`);

const head = ['model', 'keys', 'unknown', 'live', 'exact', 'both', 'cold', 'decided', 'bytes', 'prototype'];
line(head);
for (const name of names) {
  for (const keys of [1, 1000, 100_000].filter((count) => wantedKeys === undefined || count === wantedKeys)) {
    for (const unknownShare of [0, 10]) {
      const actions = Math.max(measured[name].actions ?? 400_000, 3 * keys);
      line(cellsOf(name, keys, unknownShare, judgedIn(name, keys, actions, unknownShare)));
    }
  }
}
process.stdout.write(
  'live, exact, both, cold: millions of actions a second of processor time; bytes: an action at the peak, history included; -: not judged yet\n',
);
if (wantedName === undefined || wantedName === 'cooldown') linearity();

function cellsOf(name, keys, unknownShare, result) {
  const what = [name, String(keys), unknownShare === 0 ? '' : `${unknownShare / 10} %`];
  if (result.error !== undefined) {
    const isMissing = result.error.endsWith('yet');
    return [
      ...what,
      '-',
      '-',
      '-',
      '-',
      '-',
      '-',
      measured[name].prototype ?? '',
      isMissing ? '' : result.error,
    ];
  }
  const rate = (ms) => (result.actions / ms / 1000).toFixed(2);
  const { cold } = result;
  return [
    ...what,
    ...[result.live, result.exact, result.both, cold.both].map(rate),
    `${(cold.resolution * 100).toFixed(1)} %`,
    String(Math.round(cold.peakBytes / result.actions)),
    measured[name].prototype ?? '',
    cold.history === 'valid' ? '' : cold.history,
  ];
}

/** The cost of an action should not depend on how many there are. */
function linearity() {
  process.stdout.write('\ncooldown, 1000 keys, by the number of actions\n');
  let first = null;
  for (const actions of [100_000, 1_000_000, 10_000_000]) {
    const result = judgedIn('cooldown', 1000, actions, 0);
    const perAction = (result.both * 1e6) / actions;
    first ??= perAction;
    const bytes = Math.round(result.cold.peakBytes / actions);
    const text = `${perAction.toFixed(0)} ns an action, ${(perAction / first).toFixed(2)} of the first, ${bytes} bytes an action`;
    process.stdout.write(`  ${String(actions).padStart(9)}  ${text}\n`);
  }
}

function line(cells) {
  const widths = [26, 8, 9, 7, 7, 7, 7, 9, 7, 10, 0];
  const padded = cells.map((cell, index) =>
    index === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[index]),
  );
  process.stdout.write(`${padded.join(' ').trimEnd()}\n`);
}
