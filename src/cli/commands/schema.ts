import { Argument, Command } from 'commander';

/** `turnwise schema`: the JSON Schema of scenarios, for editors, or of reports, for scripts. */
export function schemaCommand(): Command {
  return new Command('schema')
    .description('print the JSON Schema of scenario files, for editors, or of report.json, for scripts')
    .addArgument(
      new Argument('[what]', 'which of the two').choices(['scenario', 'report']).default('scenario'),
    )
    .action(async (what: 'scenario' | 'report') => {
      const { schemaText } = await import('../schema-text.js');
      process.stdout.write(schemaText(what));
    });
}
