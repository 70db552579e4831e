type Tags = HTMLElementTagNameMap;

/** An element with its attributes and what is in it. Texts stay texts: nothing is ever read as markup. */
export function element<Tag extends keyof Tags>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...inside: readonly (Node | string)[]
): Tags[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...inside);
  return made;
}

/** A button with words on it, or with a sign and words for who does not see it. */
export function button(text: string, title: string, pressed: () => void): HTMLButtonElement {
  const made = element(
    'button',
    { type: 'button', title, ...(text.length < 3 ? { 'aria-label': title } : {}) },
    text,
  );
  made.addEventListener('click', pressed);
  return made;
}

/** The pen of a canvas of this size in CSS pixels, sharp on every screen; the canvas is cleared only where its size changed. */
export function penOf(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [wide, tall] = [Math.max(1, Math.round(width * ratio)), Math.max(1, Math.round(height * ratio))];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== tall) canvas.height = tall;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext('2d', { alpha: false });
  pen?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return pen;
}
