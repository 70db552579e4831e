/** `npm run bench -- <name>`: measures, as ratios within one run. */
const benches = {
  stall: 'honest latency: what a server that stalls for 1 s looks like, from here and from a closed loop',
  throughput: 'acknowledged actions a second and CPU per action, beside bare client loops',
};

const [name, ...rest] = process.argv.slice(2);
if (name === undefined || !(name in benches)) {
  const list = Object.entries(benches).map(([key, text]) => `  npm run bench -- ${key.padEnd(12)} ${text}`);
  process.stderr.write(`which one?\n${list.join('\n')}\n`);
  process.exitCode = 3;
} else {
  process.argv.splice(2, process.argv.length, ...rest);
  await import(`./${name}.mjs`);
}
