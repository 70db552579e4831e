import type { Change } from './mutation-report.js';

/** A phase as a scenario writes it. */
export interface WrittenPhase {
  readonly name: string;
  readonly strategy?: string;
  readonly pacing: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly steps: number;
  readonly acts?: readonly string[];
}

/** A change to a scenario as plain data, so that it can be played as well as said. Times in milliseconds. */
export interface Patch {
  readonly phase?: WrittenPhase;
  readonly place: Change['place'];
  /** At least so many of them. */
  readonly users?: number;
  readonly resources?: number;
  readonly cutsMs?: readonly number[];
  readonly restartsMs?: readonly number[];
  /** How soon lost connections come back; said beside cuts and restarts. */
  readonly reconnectAfterMs?: number;
  /** How long a new process takes to be there after a restart. */
  readonly downMs?: number;
}

/** A change in words, with what can be pasted. `saysKinds`: whether the wire tells the server kinds of actions. */
export function changeOf(patch: Patch, killsAfter: number | null, saysKinds: boolean): Change {
  const phase = patch.phase === undefined ? null : `- ${flow(patch.phase)}`;
  const top = topOf(patch);
  const where = patch.place === 'first' ? 'put this phase before all others' : 'add this phase';
  const parts = [
    ...(phase === null ? [] : [`${where}: ${phase}`]),
    ...(top.length === 0 ? [] : [`${phase === null ? 'set' : 'and set'} ${top.join(' and ')}`]),
  ];
  const note =
    patch.phase?.acts !== undefined && !saysKinds ? 'say ${action} in the payload of the wire' : null;
  const text = [...parts, ...(note === null ? [] : [`and ${note}`])].join(' ');
  return { text, note, phase, place: patch.place, top, killsAfter };
}

function topOf(patch: Patch): readonly string[] {
  const { users, resources, cutsMs, restartsMs, reconnectAfterMs, downMs = 0 } = patch;
  const server = { restarts: restartsMs?.map((ms) => ({ ...at(ms), down: `${downMs}ms` })) };
  const simulation = {
    ...(cutsMs !== undefined && { network: { cuts: cutsMs.map(at) } }),
    ...(restartsMs !== undefined && { server }),
  };
  return [
    ...(users === undefined ? [] : [`users: ${users}`]),
    ...(resources === undefined ? [] : [`resources: ${resources}`]),
    ...(Object.keys(simulation).length === 0 ? [] : [`simulation: ${flow(simulation)}`]),
    ...(reconnectAfterMs === undefined
      ? []
      : [`connect: ${flow({ reconnectAfter: `${reconnectAfterMs}ms` })}`]),
  ];
}

function at(ms: number): { readonly at: string } {
  return { at: `${ms}ms` };
}

/** A value on one line, as YAML and TypeScript both take it. Texts in it are names of ours, durations and kinds of actions. */
export function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, content]) => content !== undefined);
    return entries.length === 0
      ? '{}'
      : `{ ${entries.map(([key, content]) => `${key}: ${flow(content)}`).join(', ')} }`;
  }
  return typeof value === 'string' ? `'${value}'` : String(value);
}
