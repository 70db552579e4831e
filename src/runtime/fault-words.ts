import type { PlannedFault } from '../plan/plan.js';

/** What a fault does, in words for histories and reports. */
export function faultText(fault: PlannedFault): string {
  switch (fault.kind) {
    case 'drop': {
      const how = fault.how === 'cut' ? 'lose their connections without a word' : 'close their connections';
      return `${usersText(fault.users.length)} ${how}${backText(fault.backAfterUs)}`;
    }
    case 'stall':
      return `${usersText(fault.users.length)} take in nothing for ${secondsText(fault.forUs)}`;
    case 'delay':
      return `everything is ${secondsText(fault.delayUs)} late each way for ${secondsText(fault.forUs)}`;
    case 'cut':
      return `the network is gone for ${secondsText(fault.forUs)}`;
    case 'half-open':
      return `nothing arrives for ${secondsText(fault.forUs)}, and no connection is closed`;
    case 'kill-server':
      return `the server is killed, and started again after ${secondsText(fault.forUs)}`;
    case 'stop-redis':
      return `the Redis is stopped, and started again after ${secondsText(fault.forUs)}`;
  }
}

function backText(backAfterUs: number | null): string {
  if (backAfterUs === null) return ' and stay away';
  return backAfterUs === 0 ? ' and are back at once' : ` and are back after ${secondsText(backAfterUs)}`;
}

function usersText(count: number): string {
  return count === 1 ? '1 user' : `${count} users`;
}

function secondsText(us: number): string {
  return us < 1_000_000 ? `${us / 1000} ms` : `${us / 1_000_000} s`;
}
