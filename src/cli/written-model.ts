import { durationText } from '../scenario/duration.js';
import type { StoredModel } from '../models/index.js';

/** A model in the words of scenarios: `{ cooldown: { per: 'resource', every: '120ms' } }`. */
export type WrittenModel = Readonly<Record<string, unknown>>;

/** What is stored of a model, as a scenario says it. */
export function writtenModel({ name, parameters }: StoredModel): WrittenModel {
  const { rules } = parameters as { readonly rules?: readonly StoredModel[] };
  if (name === 'allOf' && rules !== undefined) return { allOf: rules.map(writtenModel) };
  return { [name]: Object.fromEntries(Object.entries(parameters).map(written)) };
}

/** Durations are stored in microseconds, under names that say so. */
function written([name, value]: [string, unknown]): [string, unknown] {
  if (name === 'per' && Array.isArray(value)) return [name, value.length === 0 ? 'all' : value.join('+')];
  if (name.endsWith('Us') && typeof value === 'number') return [name.slice(0, -2), durationText(value)];
  return [name, value];
}

/**
 * The model as a scenario in YAML takes it, and one in TypeScript too: both read braces and single
 * quotes. One line: `model: { cooldown: { per: 'resource', every: '120ms' } }`.
 */
export function pasteText(model: StoredModel): string {
  return `model: ${flow(writtenModel(model))}`;
}

function flow(value: unknown): string {
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`;
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).map(([name, item]) => `${name}: ${flow(item)}`);
  return `{ ${entries.join(', ')} }`;
}
