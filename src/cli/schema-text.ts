import { reportJsonSchema } from '../report-file/schema.js';
import { jsonSchema } from '../scenario/schema.js';

/** The files under `schemas/`, by what they describe. */
export const schemaFiles = {
  scenario: 'scenario.schema.json',
  report: 'report-v1.schema.json',
} as const;

/** A JSON Schema (draft 2020-12) as it is printed, and as it lies under `schemas/`. */
export function schemaText(what: keyof typeof schemaFiles): string {
  return `${JSON.stringify(what === 'scenario' ? jsonSchema() : reportJsonSchema(), null, 2)}\n`;
}
