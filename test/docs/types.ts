import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, type Block } from './pages.js';

/**
 * What is wrong with the types of TypeScript snippets, by place: all in one call of the compiler, against the types of
 * the last build. A snippet that names its file sees the other named ones of its page.
 */
export function typeFlaws(folder: string, blocks: readonly Block[]): ReadonlyMap<string, readonly string[]> {
  const places = new Map<string, Block>();
  for (const block of blocks) {
    const path = join('types', block.page, block.file ?? `line-${block.line}.ts`);
    places.set(path, block);
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(
      join(folder, path),
      block.text.includes('import ') ? block.text : `${block.text}export {};\n`,
    );
  }
  const compilerOptions = { noUnusedLocals: false, noUnusedParameters: false };
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(root, 'tsconfig.json'),
      compilerOptions,
      include: ['types'],
      exclude: [],
    }),
  );
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const flaws = new Map<string, string[]>();
  for (const [, path = '', line = '', said = ''] of stdout.matchAll(/^(\S+?)\((\d+),\d+\): (.*)$/gmu)) {
    const block = places.get(path);
    const place = block?.place ?? path;
    const at = block === undefined ? line : String(block.line + Number(line) - 1);
    flaws.set(place, [...(flaws.get(place) ?? []), `line ${at}: ${said}`]);
  }
  return flaws;
}
