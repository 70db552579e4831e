import { expect, it } from 'vitest';
import { hidden, scoreOf, type Score } from './hidden.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'long-hidden';
const seeds = Number(process.env['TURNWISE_TEST_SEEDS'] ?? 50);

/** Of all probes so many have to name the only right kind, and all its times closely enough. */
const hitsLeast = 0.9;

const columns = ['limit', 'kind', 'near', 'sound', 'actions', 'rounds', 'virtual s', 'cpu ms', 'most ms'];

it(`finds hidden limits (seed ${seed}, ${seeds} each)`, () => {
  const lines = [columns.join(' | ')];
  for (const [name, model] of Object.entries(hidden)) {
    const scores = Array.from({ length: seeds }, (_, index) => scoreOf(model, `${seed}/${index}`));
    lines.push([name, ...figuresOf(scores)].join(' | '));
    expect(
      share(scores, ({ isSound }) => isSound),
      name,
    ).toBe(1);
    expect(
      share(scores, ({ isRightKind }) => isRightKind),
      name,
    ).toBeGreaterThanOrEqual(hitsLeast);
    expect(
      share(scores, ({ isNear }) => isNear),
      name,
    ).toBeGreaterThanOrEqual(hitsLeast);
  }
  console.log(lines.join('\n'));
});

function figuresOf(scores: readonly Score[]): readonly string[] {
  const mean = (of: (score: Score) => number) =>
    Math.round(scores.reduce((sum, score) => sum + of(score), 0) / scores.length);
  const percent = (of: (score: Score) => boolean) => `${Math.round(100 * share(scores, of))} %`;
  return [
    percent(({ isRightKind }) => isRightKind),
    percent(({ isNear }) => isNear),
    percent(({ isSound }) => isSound),
    `${mean(({ played }) => played.history.length)}`,
    `${mean(({ played }) => played.rounds.length)}`,
    `${mean(({ played }) => played.probe.findings().durationUs / 1_000_000)}`,
    `${mean(({ played }) => played.cpuMs)}`,
    `${Math.round(Math.max(...scores.map(({ played }) => played.cpuMs)))}`,
  ];
}

const share = (scores: readonly Score[], of: (score: Score) => boolean): number =>
  scores.filter(of).length / scores.length;
