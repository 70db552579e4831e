import { exitCodes } from './exit-codes.js';

/** Commands that play: only of them is it worth saying that nothing was. */
const playing: readonly string[] = ['run', 'simulate', 'mutants', 'probe', 'replay'];

const interrupt = (): never => leave(exitCodes.interrupted);
const terminate = (): never => leave(exitCodes.terminated);

// Loading takes a second or two on a busy machine; an end by signal in that time would leave no word of what happened.
process.on('SIGINT', interrupt);
process.on('SIGTERM', terminate);

/**
 * Takes the first handlers of Ctrl-C and SIGTERM off again: whoever calls it has put others in their place.
 * Until then a signal ends the process with one line, and 130 or 143.
 */
export function handOverSignals(): void {
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', terminate);
}

function leave(code: number): never {
  const isPlay = playing.includes(process.argv[2] ?? '');
  process.stderr.write(`turnwise: interrupted${isPlay ? ' before anything was played' : ''}\n`);
  process.exit(code);
}
