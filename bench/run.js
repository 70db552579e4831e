/** `npm run bench -- <name>`: measures, as ratios within one run. */
const benches = {
  stall: {
    what: 'honest latency: what a server that stalls for 1 s looks like, from here and from a closed loop',
    run: () => import('./stall.mjs'),
  },
  throughput: {
    what: 'acknowledged actions a second and CPU per action, beside bare client loops',
    run: () => import('./throughput.mjs'),
  },
  dispatch: {
    what: 'how late actions leave at 1 k, 10 k and 50 k a second, and the CPU, beside setTimeout; `dispatch 2`: 2 s each',
    run: () => import('./dispatch.mjs'),
  },
  simulate: {
    what: 'processor time of simulations of up to a million actions, and of a simulated day, with memory',
    run: () => import('./simulate.mjs'),
  },
  oracle: {
    what: 'actions judged a second for each model; `oracle cooldown 1000`: one model, one number of keys',
    run: () => import('./oracle.mjs'),
  },
  check: {
    what: 'what `turnwise check` costs on a million lines, beside reading and parsing them',
    run: () => import('./check.mjs'),
  },
  teeth: {
    what: 'which strategy finds which known bug, after how many actions; `teeth arena`: one server',
    run: () => import('./teeth.mjs'),
  },
};

const wanted = Object.entries(benches).find(([name]) => name === process.argv[2]);
if (wanted === undefined) {
  const list = Object.entries(benches).map(
    ([name, { what }]) => `  npm run bench -- ${name.padEnd(12)} ${what}`,
  );
  process.stderr.write(`which one?\n${list.join('\n')}\n`);
  process.exitCode = 3;
} else {
  process.argv.splice(2, 1);
  await wanted[1].run();
}
