import { noFilter, type Filter } from './filter.js';
import { groupings, orders, type Grouping, type LaneOrder } from './lanes.js';
import type { View } from './view.js';

/** What an address of the page says of the timeline. */
export interface Place {
  readonly by: Grouping;
  readonly order: LaneOrder;
  readonly filter: Filter;
  /** `null`: the whole run. */
  readonly view: View | null;
  /** A row; -1: none. */
  readonly selected: number;
  /** An index into the violations; -1: none. */
  readonly violation: number;
}

export const noPlace: Place = {
  by: 'resource',
  order: 'wrong first',
  filter: noFilter,
  view: null,
  selected: -1,
  violation: -1,
};

const lead = '#timeline?';

/** The part of the address behind `#`, with it; what is as it is at first is left out. */
export function linkOf({ by, order, filter, view, selected, violation }: Place): string {
  const said = new URLSearchParams();
  if (by !== noPlace.by) said.set('by', by);
  if (order !== noPlace.order) said.set('order', order);
  if (filter.user !== '') said.set('user', filter.user);
  if (filter.resource !== '') said.set('resource', filter.resource);
  if (filter.hidden !== 0) said.set('hidden', filter.hidden.toString(36));
  if (filter.onlyViolations) said.set('only', 'violations');
  if (view !== null) said.set('us', `${Math.round(view.fromUs)}_${Math.round(view.toUs)}`);
  if (selected >= 0) said.set('action', String(selected));
  if (violation >= 0) said.set('violation', String(violation + 1));
  return lead + said.toString();
}

export const isLink = (hash: string): boolean => hash.startsWith(lead);

/** What a link says; `null`: it is none of the timeline. Anybody may have written it: nothing in it is trusted. */
export function placeIn(hash: string): Place | null {
  if (!isLink(hash)) return null;
  const said = new URLSearchParams(hash.slice(lead.length));
  return {
    by: groupings.find((one) => one === said.get('by')) ?? noPlace.by,
    order: orders.find((one) => one === said.get('order')) ?? noPlace.order,
    filter: {
      user: said.get('user') ?? '',
      resource: said.get('resource') ?? '',
      hidden: whole(said.get('hidden'), 36) ?? 0,
      onlyViolations: said.get('only') === 'violations',
    },
    view: viewIn(said.get('us')),
    selected: whole(said.get('action'), 10) ?? -1,
    violation: (whole(said.get('violation'), 10) ?? 0) - 1,
  };
}

function viewIn(text: string | null): View | null {
  const found = /^(?<from>-?\d{1,16})_(?<to>-?\d{1,16})$/u.exec(text ?? '')?.groups;
  if (found === undefined) return null;
  const view = { fromUs: Number(found['from']), toUs: Number(found['to']) };
  return view.fromUs < view.toUs ? view : null;
}

function whole(text: string | null, radix: number): number | null {
  if (text === null || !/^[0-9a-z]{1,8}$/u.test(text)) return null;
  const value = Number.parseInt(text, radix);
  return Number.isSafeInteger(value) ? value : null;
}
