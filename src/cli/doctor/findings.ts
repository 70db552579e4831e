import { fileFixes, installs, portFixes, sysctlFixes, type Fix } from './fixes.js';

/** What a machine has. `null`: nobody could find out here. */
export interface MachineFacts {
  /** As Node calls it: `linux`, `darwin`, `win32`, ... */
  readonly platform: string;
  /** Open files of one process; Infinity: no limit. */
  readonly openFiles: { readonly soft: number; readonly hard: number } | null;
  /** The ports that outgoing connections leave from. */
  readonly ports: {
    readonly first: number;
    readonly last: number;
    readonly reserved: number;
    /** `net.ipv4.tcp_tw_reuse`: 0 never, 1 always, 2 on loopback. */
    readonly reuse: number | null;
  } | null;
  readonly memory: { readonly availableBytes: number; readonly isLimited: boolean };
  /** `net.core.somaxconn`: how many connections may wait to be accepted. */
  readonly backlog: number | null;
  readonly cores: number;
  /** Their versions; `null`: not installed. */
  readonly redis: string | null;
  readonly chromium: string | null;
  readonly clock: {
    /** What the system counts time with; `null`: unknown. */
    readonly source: string | null;
    /** The smallest step of the clock that could be seen. */
    readonly stepUs: number;
    /** How late a timer of 1 ms wakes up, half of the times and at worst. */
    readonly lateUs: { readonly median: number; readonly worst: number };
  };
}

/** One thing that so many users need of a machine. */
export interface Finding {
  readonly what: string;
  readonly have: string;
  readonly need: string;
  /** `null`: nobody can know here, or it is needed for some scenarios only. */
  readonly ok: boolean | null;
  /** Why it is needed, and what it was reckoned from. */
  readonly why: string;
  readonly fixes: readonly Fix[];
}

/** Files that a process of Node has open besides its sockets: libraries, pipes, journals. */
const filesBeside = 200;
/**
 * What an idle connection of the Socket.IO client keeps in memory, and one of the embedded server: growth of the
 * resident memory over 800 connections on loopback, divided by 800, after collecting garbage; Node 20 on Linux, x64.
 * Plain WebSocket takes 18 kB and 11 kB. Kernel buffers are not in it.
 */
const clientBytes = 50_000;
const serverBytes = 27_000;
/** What is under way needs as much again as what stands still. */
const motion = 2;
/** Both processes before anybody is connected. */
const baseBytes = 250_000_000;
/** What our own front listens with; Node itself takes 511. */
const backlogMost = 4096;
const lateUsMost = 2000;

/** What so many users need, beside what there is. Pure: the same facts give the same findings. */
export function findingsOf(facts: MachineFacts, users: number): readonly Finding[] {
  return [
    openFiles(facts, users),
    ports(facts, users),
    memory(facts, users),
    backlog(facts, users),
    cores(facts),
    clock(facts),
    redis(facts),
    chromium(facts),
  ];
}

/** Whether nothing is known to be too little. */
export function isEnough(findings: readonly Finding[]): boolean {
  return findings.every(({ ok }) => ok !== false);
}

function openFiles({ openFiles: limits, platform }: MachineFacts, users: number): Finding {
  const least = users + filesBeside;
  const fronted = 2 * users + filesBeside;
  const what = 'open files';
  const need = `${count(least)} (${count(fronted)} with a front)`;
  const why =
    'each process has one socket a user: turnwise, and the server that it starts; a front before several nodes has two';
  if (limits === null) return { what, have: 'unknown', need, ok: null, why, fixes: [] };
  const { soft, hard } = limits;
  const have = `${limit(hard)}${soft < hard ? `, soft ${limit(soft)}, which Node raises by itself` : ''}`;
  const ok = hard >= least;
  return { what, have, need, ok, why, fixes: ok ? [] : fileFixes(platform, fronted) };
}

function ports({ ports: range, platform }: MachineFacts, users: number): Finding {
  const what = 'ports';
  const need = count(users);
  const why = 'every connection to one address and port of a server leaves from a port of its own';
  if (range === null) return { what, have: 'unknown', need, ok: null, why, fixes: [] };
  const { first, last, reserved, reuse } = range;
  const many = Math.max(0, last - first + 1 - reserved);
  const ok = many >= users;
  const addresses = ok
    ? ''
    : `; ${count(Math.ceil(users / Math.max(1, many)))} source addresses would do as well`;
  const lost = reuse === 0 ? '; a port that was closed here is taken again only after a minute' : '';
  return {
    what,
    have: `${count(many)} (${first} to ${last}${reserved > 0 ? `, ${count(reserved)} reserved` : ''})`,
    need,
    ok,
    why: `${why}${addresses}${lost}`,
    fixes: [
      ...(ok ? [] : portFixes(platform)),
      ...(reuse === 0 ? sysctlFixes('net.ipv4.tcp_tw_reuse', '1') : []),
    ],
  };
}

function memory({ memory: { availableBytes, isLimited } }: MachineFacts, users: number): Finding {
  const bytes = baseBytes + users * (clientBytes + serverBytes) * motion;
  const ok = availableBytes >= bytes;
  return {
    what: 'memory',
    have: `${size(availableBytes)} free${isLimited ? ', by the limit of this container' : ''}`,
    need: size(bytes),
    ok,
    why: `${clientBytes / 1000} kB a user here and ${serverBytes / 1000} kB in the embedded server, measured over 800 idle Socket.IO connections and doubled, and ${size(baseBytes)} for the processes; your own server needs what it needs`,
    fixes: [],
  };
}

function backlog({ backlog: have }: MachineFacts, users: number): Finding {
  const need = Math.min(users, backlogMost);
  const why =
    'connections that come at once wait here to be accepted; those it has no room for come a second later';
  const what = 'listen backlog';
  if (have === null) return { what, have: 'unknown', need: count(need), ok: null, why, fixes: [] };
  const ok = have >= need;
  const fixes = ok ? [] : sysctlFixes('net.core.somaxconn', String(backlogMost));
  return { what, have: count(have), need: count(need), ok, why, fixes };
}

function cores({ cores: many }: MachineFacts): Finding {
  const why = 'one for turnwise and one for the server, so that they do not wait for each other';
  return { what: 'cores', have: count(many), need: '2', ok: many >= 2, why, fixes: [] };
}

function clock({ clock: { source, stepUs, lateUs } }: MachineFacts): Finding {
  const slow = source !== null && /^(?:hpet|acpi_pm|jiffies|refined-jiffies|pit)$/.test(source);
  const { median, worst } = lateUs;
  const ok = !slow && stepUs <= 1000 && median <= lateUsMost;
  const fix: Fix = {
    when: 'now',
    command: 'echo tsc | sudo tee /sys/devices/system/clocksource/clocksource0/current_clocksource',
  };
  return {
    what: 'clock',
    have: `${source ?? 'source unknown'}, steps of ${stepUs} us; timers ${ms(median)} late, at worst ${ms(worst)}`,
    need: `steps below 1 ms; timers less than ${ms(lateUsMost)} late`,
    ok,
    why: 'what comes late widens the windows of a run: less can be decided, nobody is accused',
    fixes: slow ? [fix] : [],
  };
}

function redis({ redis: version, platform }: MachineFacts): Finding {
  const why = 'for scenarios whose server needs one: it is started for the run';
  const what = 'redis-server';
  if (version !== null) return { what, have: version, need: 'some scenarios', ok: true, why, fixes: [] };
  const fixes = installs(platform, 'redis-server', 'redis');
  return { what, have: 'not installed', need: 'some scenarios', ok: null, why, fixes };
}

function chromium({ chromium: version, platform }: MachineFacts): Finding {
  const why = "for turnwise's own tests of its HTML reports, and for nothing else";
  const what = 'chromium';
  if (version !== null) return { what, have: version, need: 'no scenario', ok: true, why, fixes: [] };
  const fixes = installs(platform, 'chromium', '--cask chromium');
  return { what, have: 'not installed', need: 'no scenario', ok: null, why, fixes };
}

function limit(value: number): string {
  return Number.isFinite(value) ? count(value) : 'no limit';
}

function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/gu, ',');
}

function size(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}

function ms(us: number): string {
  return `${(us / 1000).toFixed(1)} ms`;
}
