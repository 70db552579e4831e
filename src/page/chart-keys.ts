import type uPlot from 'uplot';

/** What a chart shows to the mouse it shows to the keyboard: values by arrow keys, lines by their names. */
export function byKeyboard(plot: uPlot, title: string): void {
  const { over, root } = plot;
  over.tabIndex = 0;
  over.setAttribute('role', 'application');
  over.setAttribute('aria-label', `${title}: values by the arrow keys, all of it by Escape`);
  over.addEventListener('keydown', (event) => onKey(plot, event));
  root.querySelector('.u-legend')?.setAttribute('aria-live', 'off');
  over.addEventListener('focus', () => root.querySelector('.u-legend')?.setAttribute('aria-live', 'polite'));
  over.addEventListener('blur', () => root.querySelector('.u-legend')?.setAttribute('aria-live', 'off'));
  for (const name of root.querySelectorAll<HTMLElement>('.u-legend .u-series:not(:first-child) th')) {
    name.tabIndex = 0;
    name.setAttribute('role', 'button');
    name.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      name.click();
    });
  }
}

function onKey(plot: uPlot, event: KeyboardEvent): void {
  const last = plot.data[0].length - 1;
  const at = plot.cursor.idx ?? -1;
  const wanted: Readonly<Record<string, number>> = {
    ArrowRight: Math.min(last, at + 1),
    ArrowLeft: at < 0 ? last : Math.max(0, at - 1),
    Home: 0,
    End: last,
  };
  const index = wanted[event.key];
  if (event.key === 'Escape') showAll(plot);
  if (index !== undefined) pointAt(plot, index);
  if (event.key === 'Escape' || index !== undefined) event.preventDefault();
}

function pointAt(plot: uPlot, index: number): void {
  const at = plot.data[0][index];
  if (at === undefined) return;
  plot.setCursor({ left: plot.valToPos(at, 'x'), top: plot.over.clientHeight / 2 });
}

function showAll(plot: uPlot): void {
  const [places] = plot.data;
  plot.setScale('x', { min: places[0] ?? 0, max: places.at(-1) ?? 1 });
}
