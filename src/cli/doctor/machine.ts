import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, freemem } from 'node:os';
import { setTimeout as sleepMs } from 'node:timers/promises';
import { monotonicClock } from '../../runtime/clock.js';
import type { MachineFacts } from './findings.js';

/** How many timers are tried, and how many reads of the clock. */
const timers = 50;
const reads = 5000;
const askMs = 5000;

/** Looks at this machine: what Linux says under /proc, and elsewhere what Node knows. */
export async function machineFacts(): Promise<MachineFacts> {
  const [redis, chromium] = await Promise.all([
    versionOf(['redis-server']),
    versionOf(['chromium', 'chromium-browser', 'google-chrome']),
  ]);
  return {
    platform: process.platform,
    openFiles: openFiles(),
    ports: portRange(readText('/proc/sys/net/ipv4/ip_local_port_range')),
    memory: memory(),
    backlog: numberIn('/proc/sys/net/core/somaxconn'),
    cores: availableParallelism(),
    redis,
    chromium,
    clock: await clockFacts(),
  };
}

/** What the process itself is held to; Node has raised its soft limit already. */
function openFiles(): MachineFacts['openFiles'] {
  const report = process.report?.getReport() as { userLimits?: Record<string, unknown> } | undefined;
  const limits = report?.userLimits?.['open_files'];
  if (typeof limits !== 'object' || limits === null) return null;
  const { soft, hard } = limits as { soft?: unknown; hard?: unknown };
  return { soft: limitOf(soft), hard: limitOf(hard) };
}

function limitOf(value: unknown): number {
  return value === 'unlimited' ? Infinity : Number(value);
}

function portRange(text: string | null): MachineFacts['ports'] {
  const [first, last] = (text ?? '').trim().split(/\s+/).map(Number);
  if (first === undefined || last === undefined || !(last >= first)) return null;
  const reserved = readText('/proc/sys/net/ipv4/ip_local_reserved_ports') ?? '';
  return {
    first,
    last,
    reserved: reservedIn(reserved, first, last),
    reuse: numberIn('/proc/sys/net/ipv4/tcp_tw_reuse'),
  };
}

/** How many ports of a range are in a list as `8080,9000-9010`. */
export function reservedIn(list: string, first: number, last: number): number {
  return list
    .trim()
    .split(',')
    .filter((part) => part !== '')
    .reduce((sum, part) => {
      const [from = Number.NaN, to = from] = part.split('-').map(Number);
      return sum + Math.max(0, Math.min(last, to) - Math.max(first, from) + 1 || 0);
    }, 0);
}

/** What is free, or what a container leaves, whichever is less. */
function memory(): MachineFacts['memory'] {
  const kilobytes = /^MemAvailable:\s+(\d+) kB/m.exec(readText('/proc/meminfo') ?? '')?.[1];
  const free = kilobytes === undefined ? freemem() : Number(kilobytes) * 1024;
  const most =
    numberIn('/sys/fs/cgroup/memory.max') ?? numberIn('/sys/fs/cgroup/memory/memory.limit_in_bytes');
  const used =
    numberIn('/sys/fs/cgroup/memory.current') ?? numberIn('/sys/fs/cgroup/memory/memory.usage_in_bytes');
  const left = most === null ? Infinity : Math.max(0, most - (used ?? 0));
  return { availableBytes: Math.min(free, left), isLimited: left < free };
}

async function clockFacts(): Promise<MachineFacts['clock']> {
  const clock = monotonicClock();
  let stepUs = Infinity;
  let before = clock.nowUs();
  for (let index = 0; index < reads; index++) {
    const now = clock.nowUs();
    if (now > before) stepUs = Math.min(stepUs, now - before);
    before = now;
  }
  const late: number[] = [];
  for (let index = 0; index < timers; index++) {
    const sinceUs = clock.nowUs();
    await sleepMs(1);
    late.push(Math.max(0, clock.nowUs() - sinceUs - 1000));
  }
  late.sort((a, b) => a - b);
  return {
    source: readText('/sys/devices/system/clocksource/clocksource0/current_clocksource')?.trim() ?? null,
    stepUs: Number.isFinite(stepUs) ? Math.ceil(stepUs) : 1000,
    lateUs: { median: late[timers / 2] ?? 0, worst: late.at(-1) ?? 0 },
  };
}

/** The first line that a program says of its version; `null` where none of the names is installed. */
async function versionOf(names: readonly string[]): Promise<string | null> {
  for (const name of names) {
    const said = await new Promise<string | null>((resolve) => {
      execFile(name, ['--version'], { timeout: askMs }, (error, stdout) => {
        const isThere = error === null || error.code !== 'ENOENT';
        resolve(isThere ? (/\d+(?:\.\d+)+/.exec(stdout)?.[0] ?? 'installed') : null);
      });
    });
    if (said !== null) return said;
  }
  return null;
}

/** `null` where there is no such file, or no number in it, as `max`. */
function numberIn(file: string): number | null {
  const text = readText(file)?.trim() ?? '';
  return /^\d+$/.test(text) ? Number(text) : null;
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
