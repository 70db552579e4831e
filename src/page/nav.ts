/** What makes a long page easy to go through: where one is, a command to copy, and all of it on paper. */
export function startNavigation(root: Document): void {
  markWhereOneIs(root);
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) copyOnClick(button);
  openOnPaper(root);
}

/** The way to the part that is being read says so. */
function markWhereOneIs(root: Document): void {
  const ways = new Map<Element, HTMLAnchorElement>();
  for (const way of root.querySelectorAll<HTMLAnchorElement>('nav.ways a')) {
    const part = root.querySelector(way.hash);
    if (part !== null) ways.set(part, way);
  }
  const seen = new Set<Element>();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) seen.add(target);
        else seen.delete(target);
      }
      const first = [...ways.keys()].find((part) => seen.has(part));
      for (const [part, way] of ways) {
        if (part === first) way.setAttribute('aria-current', 'true');
        else way.removeAttribute('aria-current');
      }
    },
    { rootMargin: '-10% 0px -60% 0px' },
  );
  for (const part of ways.keys()) watch.observe(part);
}

function copyOnClick(button: HTMLButtonElement): void {
  const source = document.getElementById(button.dataset['copy'] ?? '');
  if (source === null) return;
  const text = button.textContent ?? '';
  const copy = async (): Promise<void> => {
    button.textContent = (await copied(source)) ? 'Copied' : 'Press Ctrl+C';
    setTimeout(() => (button.textContent = text), shownMs);
  };
  button.addEventListener('click', () => void copy());
}

const shownMs = 2000;

/** Where nobody may write to the clipboard the text is at least selected. */
async function copied(source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(source.textContent ?? '');
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}

/** Nobody can open what is printed. */
function openOnPaper(root: Document): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...root.querySelectorAll<HTMLDetailsElement>('details:not([open])')];
    for (const details of opened) details.open = true;
  });
  addEventListener('afterprint', () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}
