import { Command } from 'commander';

export interface DoctorFlags {
  readonly users: string;
  readonly json?: boolean;
}

const codes = `
Exit codes: 0 nothing is known to be too little · 2 something is; each line says what fixes it`;

/** `turnwise doctor`: the limits of this machine for so many users. */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('whether this machine has room for so many users, and the commands that make it')
    .option('--users <n>', 'how many virtual users are meant', '1000')
    .option('--json', 'for programs')
    .addHelpText('after', codes)
    .action(async (flags: DoctorFlags) => (await import('../actions/doctor.js')).doctor(flags));
}
