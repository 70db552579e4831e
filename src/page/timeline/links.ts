import { linkOf, noPlace, placeIn, type Place } from './link.js';
import type { Run } from './scene.js';
import type { State } from './state.js';
import { inside } from './view.js';

/** Makes the link lead to what is seen, and writes it behind the page's own address once that has come to rest. */
export function keepLink(run: Run, link: HTMLAnchorElement): (state: State) => void {
  let waiting = 0;
  let last = linkOf(noPlace);
  return (state) => {
    const whole = state.view.fromUs === run.whole.fromUs && state.view.toUs === run.whole.toUs;
    const hash = linkOf({ ...state, view: whole ? null : state.view });
    if (hash === last) return;
    last = hash;
    link.setAttribute('href', hash);
    clearTimeout(waiting);
    // Browsers allow only so many changes of an address in a while.
    waiting = setTimeout(() => history.replaceState(null, '', hash), 250);
  };
}

/** What an address asks for, as far as this run has it. */
export function placeOfLink(run: Run, hash: string): (Omit<Place, 'view'> & Pick<State, 'view'>) | null {
  const place = placeIn(hash);
  if (place === null) return null;
  return {
    ...place,
    view: place.view === null ? run.whole : inside(place.view, run.whole),
    selected: place.selected < run.actions.count ? place.selected : -1,
    violation: place.violation < run.actions.violations.length ? place.violation : -1,
  };
}
