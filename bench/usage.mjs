/** Loaded before a program: writes down at its end what it used. */
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const usage = { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakKb: maxRSS };
  writeFileSync(process.env.TURNWISE_BENCH_USAGE, JSON.stringify(usage));
});
