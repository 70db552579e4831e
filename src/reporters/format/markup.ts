/** A piece of HTML or XML that is complete and escaped. */
export interface Markup {
  readonly markup: string;
}

type Hole = string | number | Markup | readonly Markup[] | null;

/**
 * A template in which everything filled in is escaped, unless it is markup itself: nothing that
 * came from outside can become a tag, an attribute or the end of one. `null` leaves nothing.
 */
export function markup(parts: TemplateStringsArray, ...holes: readonly Hole[]): Markup {
  const filled = parts.map((part, index) => part + textOf(holes[index] ?? null));
  return { markup: filled.join('') };
}

/** The characters that mean something in element content or in a quoted attribute. */
export function escapeMarkup(text: string): string {
  return text.replace(/[&<>"'`]/gu, (character) => `&#${character.charCodeAt(0)};`);
}

function textOf(hole: Hole): string {
  if (hole === null) return '';
  if (typeof hole === 'string' || typeof hole === 'number') return escapeMarkup(String(hole));
  if ('markup' in hole) return hole.markup;
  return hole.map((piece) => piece.markup).join('');
}
