import type { Plan } from '../plan/plan.js';
import { lateFaultWarnings } from './planned-faults.js';
import type { Scenario } from '../scenario/scenario.js';

/** The first lines of a run, real or simulated: what is played, where, and what may go wrong with it. */
export function headLines(
  command: string,
  { name, seed, notes }: Scenario,
  { header, hash }: Plan,
  where: string,
): readonly string[] {
  return [
    `turnwise ${command} ${name} · seed ${seed} · plan ${hash.slice(0, 19)}…`,
    `${header.actions} actions by ${header.users} users on ${header.resources} resources`,
    where,
    ...[...notes, ...header.warnings, ...lateFaultWarnings(header)].map((warning) => `warning: ${warning}`),
  ];
}
