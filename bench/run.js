/**
 * `npm run bench -- <name>`: measures, as ratios within one run.
 * @type {Record<string, string>}
 */
const benches = {
  stall: 'honest latency: what a server that stalls for 1 s looks like, from here and from a closed loop',
  throughput: 'acknowledged actions a second and CPU per action, beside bare client loops',
};

const name = process.argv[2] ?? '';
const rest = process.argv.slice(3);
if (!Object.hasOwn(benches, name)) {
  const list = Object.entries(benches).map(([key, text]) => `  npm run bench -- ${key.padEnd(12)} ${text}`);
  process.stderr.write(`which one?\n${list.join('\n')}\n`);
  process.exitCode = 3;
} else {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(`./${name}.mjs`);
}
