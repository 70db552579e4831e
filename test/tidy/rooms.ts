/**
 * What each room may import, and nothing else; a room is a folder of `src/`, or `strategies`, or
 * `scenarios`. `types` gives types only; a path gives one file.
 */
export interface Room {
  readonly from?: readonly string[];
  readonly types?: readonly string[];
  /** No clock, no I/O, no timer, no promise: the same input always gives the same output. */
  readonly pure?: true;
  /**
   * The file with the contract, where the room is a folder of implementations. These never import
   * each other, and each has its line in `index.ts`. `shared` are the other files all of them may use.
   */
  readonly contract?: string;
  readonly shared?: readonly string[];
  /** The folder of what is made from an implementation, with one small thing changed: these may import it. */
  readonly variants?: string;
}

export const rooms: Readonly<Record<string, Room>> = {
  history: { pure: true },
  models: { pure: true, from: ['history'], contract: 'model', shared: ['assumptions', 'checked', 'driver'] },
  oracle: { pure: true, from: ['history', 'models'] },
  plan: { pure: true, types: ['history'] },
  strategies: { pure: true, types: ['src/plan/strategy.ts', 'src/plan/random.ts'], contract: '' },
  /** Names of numbers, and what is demanded of them: scenarios write it, reports look it up. */
  thresholds: { pure: true, from: ['src/history/nearest.ts'] },
  report: { pure: true, from: ['history', 'oracle', 'plan', 'thresholds'], types: ['models'] },
  /** Reports that come from disk, of whatever age: checked before anybody believes them. */
  'report-file': { from: ['report'] },
  /** A run as tables for other programs. */
  export: { pure: true, from: ['history', 'report'] },
  /** What runs in the browser that shows the HTML report; bundled into it by the build. */
  page: {
    from: ['report', 'src/reporters/html/page-data.ts', 'src/reporters/html/chart-series.ts'],
    types: ['history', 'oracle'],
  },
  wires: { pure: true, from: ['src/transports/transport.ts'], types: ['history'], contract: 'wire' },
  reporters: { from: ['report'], contract: 'reporter', shared: [] },
  scenario: {
    from: [
      'plan',
      'thresholds',
      'models',
      'strategies',
      'wires',
      'src/history/action.ts',
      'src/history/nearest.ts',
    ],
    types: [
      'history',
      'src/behaviours/behaviour.ts',
      'src/oracle/delivery/contract.ts',
      'src/oracle/state/contract.ts',
      'src/servers/module.ts',
      'src/session/hooks.ts',
      'src/transports/transport.ts',
    ],
  },
  runtime: { from: ['history', 'plan', 'session', 'wires'], types: ['src/transports/transport.ts'] },
  session: { from: ['history', 'wires'], types: ['plan', 'src/transports/transport.ts'] },
  behaviours: {
    contract: 'behaviour',
    shared: ['request', 'settings', 'store'],
    variants: 'src/behaviours/mutants',
  },
  servers: { from: ['behaviours', 'src/scenario/problem.ts', 'src/scenario/sources/loaded-code.ts'] },
  /** What stands between users and server on purpose: a network that can be made bad. */
  faults: { types: ['plan'] },
  /** The simulated transport puts a simulated network in front of a behaviour. */
  transports: {
    from: [
      'src/scenario/problem.ts',
      'src/behaviours/request.ts',
      'src/behaviours/settings.ts',
      'src/behaviours/store.ts',
    ],
    types: ['src/scenario/scenario.ts', 'src/behaviours/behaviour.ts', 'src/plan/random.ts'],
    contract: 'transport',
  },
  probe: { pure: true, from: ['history', 'models', 'oracle', 'plan'] },
  teeth: {
    from: ['behaviours', 'history', 'models', 'oracle', 'plan', 'report'],
    types: ['scenario'],
  },
  property: {
    from: ['history', 'models', 'oracle', 'plan', 'strategies'],
    types: ['src/scenario/schema.ts'],
  },
  fleet: { from: ['history', 'plan'] },
  /** They import turnwise by its public name, as everybody's own scenarios do. */
  scenarios: {},
};

/** These put the rooms together and may import all of them: the command line, what plays, tries, probes and shrinks, what tests are written with, and the files right in `src/`. */
export const assemblies = ['cli', 'src', 'playing', 'testing', 'trying', 'probing', 'shrinking'];

/** One package, one owner: a path, or the start of one. What is not listed nobody may import. */
export const owners: Readonly<Record<string, readonly string[]>> = {
  'apache-arrow': ['src/history/', 'src/runtime/'],
  'cli-table3': ['src/reporters/'],
  commander: ['src/cli/'],
  'csv-parse': ['src/scenario/'],
  'csv-stringify': ['src/export/'],
  'fast-check': ['src/property/'],
  'hdr-histogram-js': ['src/report/'],
  'https-proxy-agent': ['src/transports/'],
  '@socket.io/redis-adapter': ['scenarios/'],
  ioredis: ['src/servers/', 'scenarios/'],
  jiti: ['src/scenario/', 'src/servers/'],
  'log-update': ['src/cli/', 'src/reporters/'],
  'proxy-from-env': ['src/transports/'],
  rxjs: ['src/runtime/', 'src/session/'],
  seedrandom: ['src/plan/random.ts'],
  'socket.io': ['src/servers/', 'scenarios/'],
  'socket.io-client': ['src/transports/'],
  'tough-cookie': ['src/session/'],
  turnwise: ['scenarios/'],
  uplot: ['src/page/'],
  ws: ['src/transports/', 'src/servers/', 'scenarios/'],
  yaml: ['src/scenario/'],
  zod: ['src/scenario/', 'src/report-file/'],
};

/** Packages that may sit in one file, respectively in one room, and no more. */
export const inOneFile: readonly string[] = ['hdr-histogram-js', 'seedrandom'];
export const inOneRoom: readonly string[] = ['apache-arrow'];

/** Files that nothing imports because they are where something starts. */
export const entries: Readonly<Record<string, string>> = {
  'src/index.ts': 'the package',
  'src/property/index.ts': 'the property kit',
  'src/testing/index.ts': 'runs in tests',
  'src/cli/main.ts': 'the command',
  'src/page/main.ts': 'the script of the HTML report',
  'src/servers/child.ts': 'the process of a reference server',
  'src/servers/node.ts': 'one of several processes of it',
  'src/servers/module-child.ts': "a process of a scenario's own server",
};

/** The only files that may ask for the time or for chance; everybody else is handed them. */
export const clocks: Readonly<Record<string, string>> = {
  'src/runtime/clock.ts': 'the clock of a run',
  'src/plan/random.ts': 'the seeded streams',
  'src/servers/clock.ts': "a server's own, in its own process",
  'scenarios/parts/clock.ts': 'that of the servers of shipped scenarios',
};
