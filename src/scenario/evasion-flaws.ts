import type { KeyField } from '../history/action.js';
import type { Complaint } from './complaint.js';
import type { WrittenEvasion } from './topics/evasion.js';

/** What evading a limit has to fit to. */
export interface AroundEvasion {
  readonly evasion: readonly WrittenEvasion[];
  /** What the limit counts on. */
  readonly per: readonly KeyField[];
  /** How many nodes the target has; `null`: nobody knows. */
  readonly nodes: number | null;
}

/** Ways around a limit that the limit itself allows, or that the target does not have. */
export function evasionFlaws({ evasion, per, nodes }: AroundEvasion): readonly Complaint[] {
  return evasion.flatMap(({ kind }, index): Complaint[] => {
    const why = whyNot(kind, per, nodes);
    return why === null ? [] : [{ path: ['evasion', index], about: 'value', text: why }];
  });
}

function whyNot(kind: WrittenEvasion['kind'], per: readonly KeyField[], nodes: number | null): string | null {
  switch (kind) {
    case 'reconnect':
    case 'secondTab':
      return per.includes('connection')
        ? `cannot be \`${kind}\`: this limit counts per ${per.join('+')}, so that another connection may act again`
        : null;
    case 'otherNode':
      if (per.includes('node'))
        return `cannot be \`otherNode\`: this limit counts per ${per.join('+')}, so that another node may accept`;
      return nodes === 1
        ? 'cannot be `otherNode`: the target has one node; say `target: {…, nodes: 2}`'
        : null;
  }
}
