import { countText, plural } from '../../report/words.js';
import { button, element } from './element.js';
import { noFilter, type Filter } from './filter.js';
import { groupings, namesOf, orders, type Grouping } from './lanes.js';
import type { Moves } from './moves.js';
import type { Run, Scene } from './scene.js';
import type { State, Store } from './state.js';

/** Buttons and boxes around the drawing. */
export interface Controls {
  readonly above: HTMLElement;
  readonly below: HTMLElement;
  /** The address of what is seen. */
  readonly link: HTMLAnchorElement;
  sync(state: State, scene: Scene): void;
}

export function controlsOf(run: Run, store: Store, moves: Moves): Controls {
  const lanes = laneChoice(run, store);
  const filter = filterBoxes(run, store);
  const said = element('p', { class: 'tl-count', role: 'status' });
  const steps = troubleSteps(run, moves);
  const link = element('a', { class: 'tl-link', href: '#timeline?' }, 'Link to this view');
  return {
    above: element('div', {}, element('div', { class: 'tl-bar' }, lanes.root, filter.root), said),
    below: element('div', { class: 'tl-bar' }, viewButtons(moves), steps.root, link),
    link,
    sync(state, { lanes: { rows, count } }) {
      lanes.sync(state);
      filter.sync(state.filter);
      steps.sync(state);
      const many = `${countText(rows.length)} of ${plural(run.actions.count, 'action')}`;
      const none = rows.length === 0 ? ' Nothing matches what is asked for: Show all takes it back.' : '';
      const text = `${many} shown, in ${plural(count, 'lane')}.${none}`;
      if (said.textContent !== text) said.textContent = text;
    },
  };
}

/** Whether two columns say the same in other numbers. */
function same(a: Int32Array, b: Int32Array): boolean {
  const of = new Map<number, number>();
  const back = new Map<number, number>();
  for (let row = 0; row < a.length; row++) {
    if ((of.get(a[row]) ?? b[row]) !== b[row] || (back.get(b[row]) ?? a[row]) !== a[row]) return false;
    of.set(a[row], b[row]);
    back.set(b[row], a[row]);
  }
  return true;
}

/** Groupings that would show something else than the ones before them. */
function differingGroupings({ actions }: Run): readonly Grouping[] {
  return groupings.filter(
    (by) => by !== 'key' || !(same(actions.key, actions.resource) || same(actions.key, actions.user)),
  );
}

function laneChoice(run: Run, store: Store) {
  const choices = differingGroupings(run).map((by) => ({
    by,
    made: button(by, `a lane for each ${by}`, () => store.set({ by, lane: -1 })),
  }));
  const order = element('select', { 'aria-label': 'Order of lanes' });
  for (const one of orders) order.append(element('option', { value: one }, one));
  order.addEventListener('change', () => {
    store.set({ order: orders.find((one) => one === order.value) ?? 'wrong first', lane: -1 });
  });
  const group = element('div', { class: 'tl-choice', role: 'group', 'aria-label': 'A lane for each' });
  group.append(...choices.map(({ made }) => made));
  return {
    root: element('div', { class: 'tl-group' }, 'Lanes by', group, order),
    sync({ by, order: now }: State): void {
      for (const choice of choices) choice.made.setAttribute('aria-pressed', String(choice.by === by));
      order.value = now;
    },
  };
}

/** A list of more names is no help to who types. */
const offeredMost = 1000;

function filterBoxes(run: Run, store: Store) {
  const change = (part: Partial<Filter>): void =>
    store.set({ filter: { ...store.get().filter, ...part }, lane: -1 });
  const textBox = (of: 'user' | 'resource') => {
    const list = element('datalist', { id: `tl-${of}s` });
    const names = namesOf(run.actions, of).slice(0, offeredMost);
    list.append(...names.map((value) => element('option', { value })));
    const box = element('input', {
      type: 'search',
      list: list.id,
      placeholder: `${of}s`,
      'aria-label': `Show only these ${of}s: part of a name, or names with commas between them`,
      autocomplete: 'off',
      spellcheck: 'false',
    });
    box.addEventListener('input', () => change({ [of]: box.value }));
    return { box, list };
  };
  const user = textBox('user');
  const resource = textBox('resource');
  const only = element('input', { type: 'checkbox' });
  only.addEventListener('change', () => change({ onlyViolations: only.checked }));
  const clear = button('Show all', 'take every filter away', () => change(noFilter));
  return {
    root: element(
      'div',
      { class: 'tl-group', role: 'search' },
      'Show',
      user.box,
      user.list,
      resource.box,
      resource.list,
      element('label', { class: 'tl-only' }, only, 'only violations'),
      clear,
    ),
    sync(filter: Filter): void {
      // A box that says the same already is left alone: its cursor would jump.
      if (user.box.value !== filter.user) user.box.value = filter.user;
      if (resource.box.value !== filter.resource) resource.box.value = filter.resource;
      only.checked = filter.onlyViolations;
      clear.disabled = Object.entries(noFilter).every(
        ([name, value]) => filter[name as keyof Filter] === value,
      );
    },
  };
}

function viewButtons(moves: Moves): HTMLElement {
  return element(
    'div',
    { class: 'tl-group' },
    button('+', 'zoom in', () => moves.zoom(0.5)),
    button('−', 'zoom out', () => moves.zoom(2)),
    button('Whole run', 'show the whole run', () => moves.whole()),
    button('←', 'earlier', () => moves.pan(-0.5)),
    button('→', 'later', () => moves.pan(0.5)),
    button('Flatter', 'flatter lanes', () => moves.taller(-1)),
    button('Taller', 'taller lanes', () => moves.taller(1)),
  );
}

function troubleSteps({ troubles }: Run, moves: Moves) {
  const where = element('span', { class: 'soft' });
  const root = element(
    'div',
    { class: 'tl-group' },
    button('Previous', 'previous violation', () => moves.trouble(-1)),
    button('Next violation', 'next violation', () => moves.trouble(1)),
    where,
  );
  root.hidden = troubles.length === 0;
  return {
    root,
    sync({ selected, violation }: State): void {
      const at = troubles.findIndex((one) => one.row === selected && one.violation === violation);
      where.textContent = at < 0 ? countText(troubles.length) : `${at + 1} of ${countText(troubles.length)}`;
    },
  };
}
