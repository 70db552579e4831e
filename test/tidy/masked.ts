/**
 * The text with comments, the contents of strings and regular expressions blanked out, character
 * for character: positions and lines stay. Code inside `${}` stays code.
 */
export function masked(text: string): string {
  const out = text.split('');
  const blank = (from: number, to: number) => {
    for (let i = from; i < to; i++) if (out[i] !== '\n') out[i] = ' ';
  };
  // The braces that are open, with `template` for the `${` of a template literal.
  const open: ('brace' | 'template')[] = [];
  let i = 0;
  const skip = (to: number) => {
    blank(i, to);
    i = to;
  };
  while (i < text.length) {
    const two = text.slice(i, i + 2);
    const one = text[i];
    if (two === '//') skip(orEnd(text, text.indexOf('\n', i)));
    else if (two === '/*') skip(orEnd(text, text.indexOf('*/', i) + 2));
    else if (one === "'" || one === '"') {
      const end = quotedEnd(text, i, one);
      blank(i + 1, end - 1);
      i = end;
    } else if (one === '`' || (one === '}' && open.at(-1) === 'template')) {
      if (one === '}') open.pop();
      const end = templateEnd(text, i + 1);
      const goesOn = text.startsWith('${', end);
      blank(i + 1, end);
      if (goesOn) open.push('template');
      i = goesOn ? end + 2 : end + 1;
    } else if (one === '/' && startsPattern(text.slice(Math.max(0, i - 200), i))) {
      const end = patternEnd(text, i);
      blank(i + 1, end - 1);
      i = end;
    } else {
      if (one === '{') open.push('brace');
      if (one === '}') open.pop();
      i++;
    }
  }
  return out.join('');
}

function orEnd(text: string, at: number): number {
  return at < 2 ? text.length : at;
}

/** Just behind the closing quote. */
function quotedEnd(text: string, from: number, quote: string): number {
  let i = from + 1;
  while (i < text.length && text[i] !== quote && text[i] !== '\n') i += text[i] === '\\' ? 2 : 1;
  return i + 1;
}

/** At the closing backtick, or at the `${` that comes before it. */
function templateEnd(text: string, from: number): number {
  let i = from;
  while (i < text.length && text[i] !== '`' && !text.startsWith('${', i)) i += text[i] === '\\' ? 2 : 1;
  return i;
}

/** A slash opens a pattern where no value can have ended. */
function startsPattern(before: string): boolean {
  return /(?:^|[(,=:[!&|?{};+]|\breturn|=>)\s*$/.test(before);
}

function patternEnd(text: string, from: number): number {
  let inClass = false;
  let i = from + 1;
  while (i < text.length && text[i] !== '\n' && (inClass || text[i] !== '/')) {
    if (text[i] === '[') inClass = true;
    if (text[i] === ']') inClass = false;
    i += text[i] === '\\' ? 2 : 1;
  }
  return i + 1;
}
