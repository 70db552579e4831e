import type { DoctorFlags } from '../commands/doctor.js';
import { findingsOf, isEnough } from '../doctor/findings.js';
import { machineFacts } from '../doctor/machine.js';
import { doctorText } from '../doctor/text.js';
import { exitCodes } from '../exit-codes.js';
import { wholeNumber } from '../options.js';

/** More users than this are for many machines. */
const usersMost = 10_000_000;

/** Says whether this machine has room for so many users, and how to make it. */
export async function doctor(flags: DoctorFlags): Promise<void> {
  const users = wholeNumber('--users', flags.users, 1, usersMost);
  const facts = await machineFacts();
  const findings = findingsOf(facts, users);
  const ok = isEnough(findings);
  process.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ users, ok, findings }, null, 2)}\n`
      : doctorText(findings, users),
  );
  if (!ok) process.exitCode = exitCodes.inconclusive;
}
