import { Command } from 'commander';

/** `turnwise schema`: the JSON Schema of scenarios, for editors. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of scenario files, for editors')
    .action(async () => {
      const { jsonSchema } = await import('../../scenario/schema.js');
      process.stdout.write(`${JSON.stringify(jsonSchema(), null, 2)}\n`);
    });
}
