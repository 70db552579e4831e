/** What stands for which mark: `{ user: 'u7' }` fills `${user}`. */
export type FillValues = Readonly<Record<string, string>>;

/**
 * The same data with the `${name}` marks of every text in it filled, in one pass: what is filled in
 * is never filled again. Marks without a value stay.
 */
export function fillTemplate<T>(template: T, values: FillValues): T;
export function fillTemplate(template: unknown, values: FillValues): unknown {
  if (typeof template === 'string') return filledText(template, values);
  if (Array.isArray(template)) return template.map((entry) => fillTemplate(entry, values));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, entry]) => [key, fillTemplate(entry, values)]),
  );
}

function filledText(text: string, values: FillValues): string {
  return text.replaceAll(/\$\{([^}]*)\}/g, (mark, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? mark) : mark,
  );
}
