import { Problem } from '../scenario/problem.js';

/** Where something was to listen, and the flags that said so. */
export interface ListenFlags {
  readonly port: number;
  readonly host: string;
  readonly portFlag: string;
  readonly hostFlag: string;
}

/** What the system says of a port that cannot be had is about the flags; `null` for anything else. */
export function listenProblem(
  error: unknown,
  { port, host, portFlag, hostFlag }: ListenFlags,
): Problem | null {
  if (!(error instanceof Error && 'code' in error && 'syscall' in error)) return null;
  const free = `${portFlag} 0 takes a free one`;
  if (error.code === 'EADDRINUSE') return new Problem(`port ${port} on ${host} is taken; ${free}`);
  if (error.code === 'EACCES')
    return new Problem(`port ${port} on ${host} is not allowed to this user; ${free}`);
  if (error.code === 'EADDRNOTAVAIL')
    return new Problem(`${hostFlag} ${host}: this machine has no such address`);
  if (error.syscall === 'getaddrinfo')
    return new Problem(`${hostFlag} ${host}: no address is known by this name`);
  return error.syscall === 'listen'
    ? new Problem(`cannot listen on port ${port} of ${host} (${String(error.code)})`)
    : null;
}
