import { Command } from 'commander';
import { jsonSchema } from '../../scenario/schema.js';

/** `turnwise schema`: the JSON Schema of scenarios, for editors. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(() => void process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`));
}
