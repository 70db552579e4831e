/** A function body found in masked code; lines count from 1. */
export interface Body {
  readonly line: number;
  readonly lines: number;
}

const control = /\b(?:if|for|while|switch|catch|with|await)\s*$/;
const opening = '([{';
const closing = ')]}';

/**
 * Every function with a body in braces: functions, methods, arrows. A scan of braces, no parser:
 * what comes before a brace tells whether it opens a body.
 */
export function bodiesOf(code: string): Body[] {
  const { pairs, back } = pairsOf(code);
  const bodies: Body[] = [];
  for (const [open, close] of pairs) {
    if (code[open] !== '{') continue;
    const start = headStart(code, open, back);
    if (start !== null)
      bodies.push({ line: lineAt(code, start), lines: lineAt(code, close) - lineAt(code, start) + 1 });
  }
  return bodies;
}

/** Opening to closing bracket, and the other way round. */
function pairsOf(code: string): { pairs: Map<number, number>; back: Map<number, number> } {
  const pairs = new Map<number, number>();
  const back = new Map<number, number>();
  const open: number[] = [];
  for (let i = 0; i < code.length; i++) {
    if (opening.includes(code[i])) open.push(i);
    if (!closing.includes(code[i])) continue;
    const from = open.pop() ?? 0;
    pairs.set(from, i);
    back.set(i, from);
  }
  return { pairs, back };
}

/** Where the head of the function starts whose body opens here; `null` for any other brace. */
function headStart(code: string, open: number, back: ReadonlyMap<number, number>): number | null {
  const before = code.slice(0, open).trimEnd();
  if (before.endsWith('=>')) {
    const parameters = before.slice(0, -2).trimEnd();
    return (
      back.get(parameters.length - 1) ?? parametersOf(code, parameters.length, back) ?? parameters.length - 1
    );
  }
  return parametersOf(code, before.length, back);
}

/** The opening bracket of a parameter list that ends here, a return type behind it allowed. */
function parametersOf(code: string, end: number, back: ReadonlyMap<number, number>): number | null {
  let i = end - 1;
  if (code[i] === ')') return named(code, back.get(i));
  // Here a brace opens a type or a value, whatever comes before.
  if (',<:|&=?'.includes(code[i])) return null;
  while (i > 0 && !stops(code, i)) {
    if (code[i] === ':') {
      const list = code.slice(0, i).trimEnd();
      return list.endsWith(')') ? named(code, back.get(list.length - 1)) : null;
    }
    i = closing.includes(code[i]) ? (back.get(i) ?? 0) - 1 : i - 1;
  }
  return null;
}

/** Where no return type can go on; the arrow of a function type can, and a bracket on the same line. */
function stops(code: string, i: number): boolean {
  if (code[i] === '}') return /^\s*\n/.test(code.slice(i + 1, i + 200));
  return ';{(['.includes(code[i]) || (code[i] === '=' && code[i + 1] !== '>');
}

function named(code: string, open: number | undefined): number | null {
  return open === undefined || control.test(code.slice(0, open)) ? null : open;
}

function lineAt(code: string, index: number): number {
  let line = 1;
  for (let i = code.indexOf('\n'); i !== -1 && i < index; i = code.indexOf('\n', i + 1)) line++;
  return line;
}
