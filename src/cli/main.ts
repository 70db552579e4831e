import { CommanderError } from 'commander';
import { Problem } from '../scenario/problem.js';
import { isClaimed } from '../session/stray-rejections.js';
import { exitCodes } from './exit-codes.js';
import { program } from './program.js';

/** Before every problem; its further lines stand under the first. */
const prefix = 'turnwise: ';

// A reader that goes away early (`turnwise run | head`) is no error of ours, and no verdict either: the run goes on to its own.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') crash(error);
  });
process.on('uncaughtException', crash);
process.on('unhandledRejection', (error, promise) => {
  if (!isClaimed(promise)) crash(error);
});

try {
  await program().parseAsync(process.argv);
} catch (error) {
  process.exitCode = exitCodeOfError(error);
}

/** Node and commander exit with 1 for their own troubles; here 1 means that the server was proven wrong. */
function exitCodeOfError(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.pass : exitCodes.badUsage;
  if (error instanceof Problem) {
    process.stderr.write(`${prefix}${error.message.replaceAll('\n', `\n${' '.repeat(prefix.length)}`)}\n`);
    return exitCodes.badUsage;
  }
  sayCrash(error);
  return exitCodes.crash;
}

function crash(error: unknown): never {
  sayCrash(error);
  process.exit(exitCodes.crash);
}

function sayCrash(error: unknown): void {
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(
    `turnwise crashed; this is a bug in turnwise and says nothing about the server.\n${detail}\n`,
  );
}
