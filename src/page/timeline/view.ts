/** What of the time of a run is seen. */
export interface View {
  readonly fromUs: number;
  readonly toUs: number;
}

/** Closer than this nothing new is to be seen: times are whole microseconds. */
const leastUs = 40;

/** The whole run, with some room at both ends so that nothing lies on the edge. */
export function wholeOf(fromUs: number, toUs: number): View {
  const room = Math.max(leastUs, (toUs - fromUs) * 0.02);
  return { fromUs: fromUs - room, toUs: toUs + room };
}

/** The view moved and, where it must be, narrowed so that it lies inside the whole. */
export function inside(view: View, whole: View): View {
  const most = whole.toUs - whole.fromUs;
  const span = Math.min(most, Math.max(leastUs, view.toUs - view.fromUs));
  const middle = (view.fromUs + view.toUs) / 2;
  const fromUs = Math.min(Math.max(whole.fromUs, middle - span / 2), whole.toUs - span);
  return { fromUs, toUs: fromUs + span };
}

/** Times as many microseconds are seen, and what is at `atUs` stays where it is. */
export function zoomed(view: View, whole: View, times: number, atUs: number): View {
  const most = whole.toUs - whole.fromUs;
  const span = view.toUs - view.fromUs;
  const next = Math.min(most, Math.max(leastUs, span * times));
  const share = (atUs - view.fromUs) / span;
  const fromUs = atUs - share * next;
  return inside({ fromUs, toUs: fromUs + next }, whole);
}

/** Moved by so many microseconds, as far as there is something. */
export function moved(view: View, whole: View, byUs: number): View {
  return inside({ fromUs: view.fromUs + byUs, toUs: view.toUs + byUs }, whole);
}

/** Shows all of these times, with room around them so that what was before and after is seen. */
export function around(fromUs: number, toUs: number, whole: View): View {
  const room = Math.max(1000, (toUs - fromUs) * 0.35);
  return inside({ fromUs: fromUs - room, toUs: toUs + room }, whole);
}

/** Somewhere between two views, for a share of the way from 0 to 1; spans change by equal factors. */
export function between(a: View, b: View, share: number): View {
  const spanA = a.toUs - a.fromUs;
  const spanB = b.toUs - b.fromUs;
  const span = spanA * (spanB / spanA) ** share;
  // The middle goes as the span does, so that the goal does not leave the view on the way.
  const way = Math.abs(spanB / spanA - 1) < 1e-6 ? share : (span - spanA) / (spanB - spanA);
  const middle = (a.fromUs + a.toUs) / 2 + ((b.fromUs + b.toUs - a.fromUs - a.toUs) / 2) * way;
  return { fromUs: middle - span / 2, toUs: middle + span / 2 };
}
