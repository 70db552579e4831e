/** What the browser made of a page, as far as a test can tell. */
export interface Look {
  readonly title: string;
  readonly scripts: number;
  readonly styled: boolean;
  /** By how many pixels the page is wider than its window. */
  readonly overflow: number;
  /** Levels of the headings, in order. */
  readonly headings: readonly number[];
  /** The least of all texts. */
  readonly contrast: number;
}

// These run inside the page, which tests are not typed for.

/** The least contrast of all texts of the page with what is behind them (WCAG 2.2, 1.4.3). */
export const contrastText = `(() => {
  const channels = (color) => color.match(/[\\d.]+/g).slice(0, 3).map((c) => {
    const s = Number(c) / 255;
    return s <= 0.03928 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  const luminance = (color) => { const [r, g, b] = channels(color); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  const backgroundOf = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrastOf = (element) => {
    const { color, fill } = getComputedStyle(element);
    const [a, b] = [luminance(element.closest('svg') ? fill : color), luminance(backgroundOf(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const worded = [...document.querySelectorAll('body *')].filter((element) =>
    element.tagName !== 'SCRIPT' &&
    !element.closest(':disabled') &&
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''));
  return Math.min(...worded.map(contrastOf));
})()`;

export const lookText = `({
  title: document.title,
  scripts: document.scripts.length,
  styled: getComputedStyle(document.querySelector('main')).maxWidth !== 'none',
  overflow: document.documentElement.scrollWidth - window.innerWidth,
  headings: [...document.querySelectorAll('h1, h2, h3')].map((heading) => Number(heading.tagName.slice(1))),
  contrast: ${contrastText},
})`;
