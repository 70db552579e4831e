import type { Finding } from './findings.js';

/** Findings for people: a line each, why it is needed, and the very commands that fix it. */
export function doctorText(findings: readonly Finding[], users: number): string {
  const failed = findings.filter(({ ok }) => ok === false).length;
  const head =
    failed === 0
      ? `nothing here is known to be too little for ${users} users`
      : `${failed} of ${findings.length} are too little for ${users} users`;
  const widest = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ what, have, need, ok, why, fixes }) => [
    '',
    `${mark(ok)}  ${what.padEnd(widest)}  have ${have}; need ${need}`,
    `${' '.repeat(widest + 6)}${why}`,
    ...fixes.map(({ when, command }) => `${' '.repeat(widest + 6)}${`${when}:`.padEnd(12)}${command}`),
  ]);
  return `${[head, ...lines].join('\n')}\n`;
}

function mark(ok: boolean | null): string {
  if (ok === null) return '? ';
  return ok ? 'ok' : 'NO';
}
