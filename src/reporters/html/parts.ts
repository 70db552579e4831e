import { markup, type Markup } from '../format/markup.js';

/** A stretch of the page that can be gone to. */
export interface Part {
  /** As the navigation calls it. */
  readonly name: string;
  /** `null` where there is nothing to say. */
  readonly body: Markup | null;
}

interface Shown {
  readonly name: string;
  readonly id: string;
  readonly body: Markup;
}

/** The way to every part, and the parts one after the other. */
export function partsMarkup(all: readonly Part[]): Markup {
  const parts = all.flatMap(({ name, body }): readonly Shown[] =>
    body === null || body.markup === '' ? [] : [{ name, id: idOf(name), body }],
  );
  return markup`<nav class="ways" aria-label="Parts of this report"><ul>
<li><a href="#verdict">Verdict</a></li>
${parts.map(
  ({ name, id }) => markup`<li><a href="#${id}">${name}</a></li>
`,
)}</ul></nav>
<main>
${parts.map(
  ({ id, body }) => markup`<div class="part" id="${id}">${body}</div>
`,
)}</main>`;
}

/** Names are our own words. */
function idOf(name: string): string {
  return `go-${name.toLowerCase().replaceAll(' ', '-')}`;
}
