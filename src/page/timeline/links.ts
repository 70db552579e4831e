import { linkOf, noPlace, placeIn, type Place } from './link.js';
import type { Run } from './scene.js';
import type { State } from './state.js';
import { inside } from './view.js';

/** Writes the address of what is seen behind the page's own, a moment after it has come to rest; and to the link. */
export function keepLink(run: Run, link: HTMLAnchorElement): (state: State) => void {
  let waiting = 0;
  let written = linkOf(noPlace);
  return (state) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const whole = state.view.fromUs === run.whole.fromUs && state.view.toUs === run.whole.toUs;
      const hash = linkOf({ ...state, view: whole ? null : state.view });
      if (hash === written) return;
      written = hash;
      link.setAttribute('href', hash);
      history.replaceState(null, '', hash);
    }, 200);
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
