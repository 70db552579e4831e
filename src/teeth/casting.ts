import type { KeyField } from '../history/action.js';
import type { Model } from '../models/model.js';
import type { Scenario } from '../scenario/scenario.js';
import { referenceOf, type Reference } from './reference.js';

/** Who plays the server of a scenario while its known bugs are tried. */
export interface Casting {
  /** The reference server, correct. */
  readonly server: string;
  readonly settings: Readonly<Record<string, number>>;
  /** What it is told of an action; `null`: what the scenario's own wire says, which speaks to this very server. */
  readonly handed: ((action: Asked) => Handed) | null;
}

/** What a wire knows of an action. */
export interface Asked {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
  readonly phase: string;
}

/** What a reference server is asked for. */
export interface Handed {
  readonly user: string;
  readonly resource: string;
  readonly action: string;
}

/**
 * The server whose bugs are tried on a scenario: the embedded one it is for, else the one that limits as
 * its model says. That one counts on fields of its own, so an action is turned until what the model
 * counts on stands there: user and resource change places, or are joined.
 *
 * @throws RangeError where no reference server can play the part.
 */
export function castingOf({ target, model }: Pick<Scenario, 'target' | 'model'>): Casting {
  if (target.kind === 'embedded') return { server: target.server, settings: target.settings, handed: null };
  const reference = referenceOf(model);
  const { server, settings } = reference;
  return { server, settings, handed: turnedFor(model, reference) };
}

/** The fields of a key that can be handed over in the names of an action. */
const told: readonly KeyField[] = ['user', 'resource', 'action', 'phase'];

function turnedFor(model: Model, reference: Reference): (action: Asked) => Handed {
  const { per } = model;
  const strange = per.find((field) => !told.includes(field));
  if (strange !== undefined)
    throw new RangeError(
      `the limit of this scenario is counted on the ${strange} of an action, and no reference server knows it; known bugs are tried on limits per user, resource, action, phase or all`,
    );
  const kindOf = kindsOf(model);
  const nameOf = namesOf(model);
  const turn = turnOf(per, reference);
  return (action) => ({ ...turn({ ...action, user: nameOf(action.user) }), action: kindOf(action.action) });
}

type Names = Omit<Handed, 'action'>;

function turnOf(per: readonly KeyField[], { counts, knowsUsers }: Reference): (action: Asked) => Names {
  const key = per.join('+');
  const textOf = (action: Asked): string =>
    per.length === 0 ? 'all' : per.map((field) => action[field as keyof Asked]).join(' ');
  if (counts === 'both') return bothOf(key, textOf);
  if (counts === 'resource') {
    if (key === 'user' && !knowsUsers) return ({ user, resource }) => ({ user: resource, resource: user });
    return (action) => ({ user: action.user, resource: textOf(action) });
  }
  if (key === 'resource') return ({ user, resource }) => ({ user: resource, resource: user });
  return (action) => ({ user: textOf(action), resource: action.resource });
}

/** Where user and resource are counted apart, or together as they are. */
function bothOf(key: string, textOf: (action: Asked) => string): (action: Asked) => Names {
  // A composition has no fields of its own: its rules have.
  if (key === 'user+resource' || key === 'resource+user' || key === '')
    return ({ user, resource }) => ({ user, resource });
  if (key === 'user') return ({ user }) => ({ user, resource: 'all' });
  return (action) => ({ user: 'one', resource: textOf(action) });
}

/** The kinds that a reference server knows; whatever else is done is what it calls acting. */
function kindsOf({ name }: Model): (action: string) => string {
  if (name === 'lease') return (action) => (action === 'renew' || action === 'release' ? action : 'acquire');
  if (name === 'concurrency') return (action) => (action === 'release' ? action : 'acquire');
  return () => 'act';
}

/** Players go by their number where they take turns. */
function namesOf({ name, parameters }: Model): (user: string) => string {
  if (name !== 'turns') return (user) => user;
  const order = parameters['order'] as readonly string[];
  const numbers = new Map(order.map((user, index) => [user, `u${index}`]));
  return (user) => numbers.get(user) ?? `nobody ${user}`;
}
