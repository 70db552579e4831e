import type { Complaint, Path } from './complaint.js';
import { oneOf, quoted } from './fields/say.js';

/** Pacings that follow a limit: without one they know no time to follow. */
const followers: readonly string[] = ['cooldownAware', 'contended', 'probing'];
const others = ['fixed', 'open', 'bursts', 'barrier'];

/** A pacing as written, and where; `path` is that of its phase. */
interface PacedPlace {
  readonly path: Path;
  readonly pacing: { readonly kind: string; readonly settings: object };
}

/**
 * What does not go together with having no limit. The pacing that is used where none is written follows
 * a limit too, so that without a model one has to be written.
 *
 * @param isWritten whether the scenario says how its users act, in `pacing`, `phases` or `groups`.
 */
export function unlimitedFlaws(phases: readonly PacedPlace[], isWritten: boolean): readonly Complaint[] {
  const take = `take ${oneOf(others)}`;
  if (!isWritten)
    return [
      {
        path: ['pacing'],
        about: 'value',
        text: `is missing: without a \`model\` there is no limit to follow, so say how fast users act; ${take}, e.g. {fixed: {every: 1s}}`,
      },
    ];
  return phases.flatMap(({ path, pacing: { kind, settings } }) => {
    const flaw = (text: string): readonly Complaint[] => [
      { path: [...path, 'pacing'], about: 'value', text },
    ];
    if (followers.includes(kind))
      return flaw(`cannot be ${quoted(kind)}, which follows a limit, and this scenario has none; ${take}`);
    if (kind === 'bursts' && !hasPause(settings))
      return flaw('needs `bursts.pause`: without a limit there is no recovery to wait for');
    return [];
  });
}

const hasPause = (settings: object): boolean => 'pause' in settings && settings.pause !== undefined;
