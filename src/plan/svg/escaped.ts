/** A text as it may stand in SVG, inside an element or between quotes; what XML cannot hold becomes a mark. */
export function escaped(text: string): string {
  return text
    .replaceAll(/[^\P{C}\n\t]|[\u{FFFE}\u{FFFF}]/gu, '\u{FFFD}')
    .replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** At most so many characters, the last of them an ellipsis where some are left out. */
export function shortened(text: string, most: number): string {
  const signs = Array.from(text);
  return signs.length <= most ? text : `${signs.slice(0, most - 1).join('')}…`;
}
