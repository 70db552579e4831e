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
    `${many(header.actions, 'action')} by ${many(header.users, 'user')} on ${many(header.resources, 'resource')}`,
    where,
    ...[...notes, ...header.warnings, ...lateFaultWarnings(header)].map((warning) => `warning: ${warning}`),
  ];
}

function many(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
