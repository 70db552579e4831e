import type { Block } from './pages.js';

/** Of what is played for real only the first line is sure: times, and with them verdicts of single actions, differ. */
const isLive = (text: string): boolean => /turnwise (run|replay|init|doctor)|vitest|node /u.test(text);

/**
 * What is shown of an output and was not there. Numbers and folders of runs differ from play to play, and count as
 * equal; lines may be left out where the page says so with `...`, and at both ends.
 * @returns the first line that is not there, in its place; `null`: all is real.
 */
export function unreal(shown: Block, output: string): string | null {
  const lines = shown.text.split('\n').filter((line) => line.trim() !== '');
  const wanted = isLive(shown.of?.text ?? '') ? lines.slice(0, 1) : lines;
  const there = output.split('\n').map(shape);
  let from = 0;
  for (const line of wanted) {
    if (/^\s*(\.\.\.|…)$/u.test(line)) continue;
    const at = there.indexOf(shape(line), from);
    if (at < 0) return line;
    from = at + 1;
  }
  return null;
}

function shape(line: string): string {
  return line
    .replaceAll(/runs\/[\w./-]+/gu, 'runs/')
    .replaceAll(/sha256:[\da-f]*…?/gu, 'sha256')
    .replaceAll(/\d[\d.,:]*/gu, '#')
    .replaceAll(/\s+/gu, ' ')
    .trim();
}
