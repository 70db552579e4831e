/** One number of an exposition. */
export interface Read {
  readonly family: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface Exposition {
  readonly families: ReadonlyMap<
    string,
    { readonly type: string; readonly unit: string; readonly help: string }
  >;
  readonly samples: readonly Read[];
  /** The one number with this name whose labels hold these. Throws unless there is just one. */
  readonly value: (name: string, labels?: Readonly<Record<string, string>>) => number;
}

const suffixes: Readonly<Record<string, readonly string[]>> = {
  counter: ['_total', '_created'],
  gauge: [''],
  summary: ['', '_count', '_sum', '_created'],
  info: ['_info'],
  stateset: [''],
};
const sampleLine = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/u;
const labelPair = /([a-zA-Z_]\w*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)/uy;
const realNumber = /^(?:NaN|[+-]Inf|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)$/u;

/**
 * A strict reader of OpenMetrics 1.0 as far as it is written here: no timestamps, no exemplars, no histograms.
 * Throws on whatever the standard forbids, written from the standard and not from the writer.
 */
export function readExposition(source: string): Exposition {
  if (!source.endsWith('# EOF\n')) throw new Error('does not end with # EOF');
  const lines = source.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1);
  const families = new Map<string, { type: string; unit: string; help: string }>();
  const samples: Read[] = [];
  const series = new Set<string>();
  let current = '';
  for (const line of lines) {
    const meta = /^# (TYPE|UNIT|HELP) (\S+) (.*)$/u.exec(line);
    if (meta !== null) {
      const [, kind = '', name = '', text = ''] = meta;
      if (name !== current) {
        if (families.has(name)) throw new Error(`${name} is not in one piece`);
        families.set(name, { type: '', unit: '', help: '' });
        current = name;
      }
      if (samples.at(-1)?.family === name) throw new Error(`${kind} of ${name} after its samples`);
      setMeta(families, name, kind, text);
      continue;
    }
    const read = sampleOf(line, current, families.get(current)?.type ?? '');
    const key = `${read.name} ${JSON.stringify(Object.entries(read.labels).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
    if (series.has(key)) throw new Error(`twice: ${line}`);
    series.add(key);
    samples.push(read);
  }
  checkNames(families);
  return {
    families,
    samples,
    value(name, labels = {}) {
      const found = samples.filter(
        (one) =>
          one.name === name && Object.entries(labels).every(([label, text]) => one.labels[label] === text),
      );
      const [only] = found;
      if (only === undefined || found.length > 1)
        throw new Error(`${found.length} samples are ${name} ${JSON.stringify(labels)}`);
      return only.value;
    },
  };
}

function setMeta(
  families: Map<string, { type: string; unit: string; help: string }>,
  name: string,
  kind: string,
  text: string,
): void {
  const family = families.get(name);
  if (family === undefined) return;
  const field = kind === 'TYPE' ? 'type' : kind === 'UNIT' ? 'unit' : 'help';
  if (family[field] !== '') throw new Error(`${kind} of ${name} twice`);
  if (field === 'type' && !(text in suffixes)) throw new Error(`no such type: ${text}`);
  if (field === 'unit' && !name.endsWith(`_${text}`))
    throw new Error(`${name} does not end with its unit ${text}`);
  if (field === 'unit' && ['info', 'stateset'].includes(family.type))
    throw new Error(`${name} must have no unit`);
  if (field === 'help' && /\\(?![\\"n])/u.test(text)) throw new Error(`not escaped: ${text}`);
  family[field] = text;
}

/** No name with one of its suffixes may be that of another family. */
function checkNames(families: ReadonlyMap<string, { readonly type: string }>): void {
  for (const [name, { type }] of families)
    for (const suffix of suffixes[type] ?? [])
      if (suffix !== '' && families.has(name + suffix))
        throw new Error(`${name}${suffix} is another family too`);
}

function sampleOf(line: string, family: string, type: string): Read {
  const [, name = '', labelText = '', number = ''] = sampleLine.exec(line) ?? [];
  if (name === '' || !realNumber.test(number)) throw new Error(`no sample: ${line}`);
  if (!name.startsWith(family) || !(suffixes[type] ?? []).includes(name.slice(family.length)))
    throw new Error(`${name} is no sample of the ${type} ${family}`);
  const labels = labelsOf(labelText);
  const value = number === 'NaN' ? NaN : number.endsWith('Inf') ? Number(`${number}inity`) : Number(number);
  checkValue({ family, name, labels, value }, type);
  return { family, name, labels, value };
}

function labelsOf(text: string): Record<string, string> {
  const labels: Record<string, string> = {};
  for (let at = 0; at < text.length;) {
    labelPair.lastIndex = at;
    const pair = labelPair.exec(text);
    if (pair === null) throw new Error(`no labels: ${text}`);
    const [whole, label = '', value = ''] = pair;
    if (label in labels || label.startsWith('__')) throw new Error(`label ${label}`);
    labels[label] = value.replace(/\\(.)/gu, (_, one: string) => (one === 'n' ? '\n' : one));
    at += whole.length;
  }
  return labels;
}

function checkValue({ family, name, labels, value }: Read, type: string): void {
  const counts = type === 'counter' || name.endsWith('_count') || name.endsWith('_sum');
  if (counts && type !== 'gauge' && !(value >= 0)) throw new Error(`${name} cannot be ${value}`);
  if (type === 'info' && value !== 1) throw new Error(`${name} must be 1`);
  if (type === 'stateset' && (!(family in labels) || ![0, 1].includes(value)))
    throw new Error(`state of ${family}`);
  const isQuantile = type === 'summary' && name === family;
  if (isQuantile !== 'quantile' in labels) throw new Error(`quantile of ${name}`);
  const quantile = Number(labels['quantile'] ?? 0);
  if (isQuantile && (!(quantile >= 0 && quantile <= 1) || value < 0)) throw new Error(`quantile of ${name}`);
}
