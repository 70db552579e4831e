import { Command } from 'commander';
import { addAssumptionFlags, type AssumptionFlags } from '../assumption-flags.js';
import { addBaselineFlag, type BaselineFlags } from '../baseline.js';
import { addOutputFlags, type OutputFlags } from '../output-flags.js';
import { addThresholdFlags, type ThresholdFlags } from '../threshold-flags.js';

const modelHelp = `
Models, as JSON or YAML; {"kind":"cooldown","per":...} says the same as {"cooldown":{"per":...}}. What is
in brackets may be left out; per is resource, user, all, or several such as user+resource:
  cooldown        per, every [restartOnReject]
  tokenBucket     per, capacity, refillEvery
  slidingLog      per, limit, window
  fixedWindow     per, limit, window [anchor: first|epoch, origin, refresh: never|accept|attempt, countRejected]
  slidingCounter  per, limit, window [origin]
  capacity        per, limit
  once            [per, onRepeat: reject|update]
  lease           per, ttl               for the actions acquire, renew and release
  concurrency     per, limit             for the actions acquire and release
  turns           per, order [timeout]
  allOf           a list of these: accepted by all of them, or by none`;

const lineHelp = `
A line of another tool's file is a JSON object; times are whole microseconds on one clock:
  id           differs from line to line
  user         who acted
  resource     on what
  sentAtUs     read before the request left; null for dropped
  settledAtUs  read when the answer was there; null for unknown and dropped
  outcome      accepted, rejected, error, unknown or dropped
Optional: step (default 0), intendedAtUs (default sentAtUs), action, reason, retryAfterMs, serverAtUs,
cost, connection, node, group, phase, value, token, machine, and any key that starts with x-.

A certificate gives for each action an instant at which a correct server can have decided it, in the
order of its decisions; --verify replays them through the model with code that shares nothing with the
search, and tries every order and every instant for each file in violations/ beside a run. Such a file
is a history of its own: turnwise check runs/latest/violations/1.ndjson. What --verify exits with:
  0  all of it was confirmed           2  some of it could not be verified, or has no instants
  1  something of it is refuted        3  the certificate belongs to another history, model or assumptions`;

export interface CheckFlags extends AssumptionFlags, ThresholdFlags, OutputFlags, BaselineFlags {
  readonly model?: string;
  readonly allowExtra?: boolean;
  readonly certificate?: string;
  readonly verify?: true | string;
}

/** `turnwise check`: judges a stored history again, of turnwise or of any other tool. */
export function checkCommand(): Command {
  const command = new Command('check')
    .description('judge a stored history again: a run folder, or NDJSON of any other tool')
    .argument('<history>', 'a run folder, e.g. runs/latest, or a file with one action a line')
    .option(
      '--model <json>',
      `the contention model, e.g. '{"cooldown":{"per":"resource","every":"1s"}}'; see below for all`,
    )
    .option('--allow-extra', 'ignore unknown keys in the lines');
  return addBaselineFlag(
    addOutputFlags(
      addThresholdFlags(addAssumptionFlags(command))
        .option('--certificate <file>', 'also write here, for each action, when a correct server decided it')
        .option(
          '--verify [file]',
          'verify a certificate (default: certificate.ndjson of the run) and the violations beside a run',
        ),
    ),
  )
    .addHelpText('after', modelHelp)
    .addHelpText('after', lineHelp)
    .action(async (path: string, flags: CheckFlags) =>
      (await import('../actions/check.js')).check(path, flags),
    );
}
