/** Gives equal texts equal small numbers, counted from 0 in order of first sight. */
export interface Dictionary {
  readonly texts: readonly string[];
  /** The code of a text; a new one if it was never seen. */
  codeOf(text: string): number;
}

/** Makes a dictionary that already knows some texts. */
export function dictionary(known: readonly string[] = []): Dictionary {
  const texts = [...known];
  const codes = new Map(texts.map((text, code) => [text, code]));
  return {
    texts,
    codeOf(text) {
      const code = codes.get(text);
      if (code !== undefined) return code;
      codes.set(text, texts.length);
      return texts.push(text) - 1;
    },
  };
}
