import type { Scenario } from '../scenario/scenario.js';

/** What must be known of a run in real time before its numbers are believed. */
export function loudNotes({ transport, notes, simulation }: Scenario): readonly string[] {
  const insecure = 'INSECURE: the certificate of the server was not checked';
  const troubles = [
    ...(simulation.network.cuts.length > 0 ? ['cuts no connections'] : []),
    ...(simulation.server.restarts.length > 0 ? ['restarts no server'] : []),
  ];
  return [
    ...(transport.tls.insecure ? [insecure] : []),
    ...(troubles.length > 0
      ? [
          `a real run ${troubles.join(' and ')} for \`simulation\`: what that says happens under \`turnwise simulate\` only; \`faults\` happen in a run`,
        ]
      : []),
    ...notes,
  ];
}
