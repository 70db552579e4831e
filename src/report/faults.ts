import type { History } from '../history/history.js';
import type { HistoryEvent } from '../history/action.js';
import { clip } from './clip.js';

/** Trouble that the run itself made. */
export interface ReportedFault {
  /** When it began, since the run's origin. */
  readonly atUs: number;
  /** When it was over, or was to be where nobody saw the end; `null`: nobody knows. */
  readonly untilUs: number | null;
  /** Its kind: `drop`, `stall`, `kill-server`, ... */
  readonly fault: string;
  readonly text: string;
  /** How many users it was made for; `null`: it may have touched anybody. */
  readonly users: number | null;
  /** The first 5 of them by name. */
  readonly names: readonly string[];
}

type FaultEvent = Extract<HistoryEvent, { kind: 'fault' }>;
interface Made {
  readonly event: FaultEvent;
  untilUs: number | null;
}

const listedMost = 100;
const namesMost = 5;

/** How the end of a fault that lasted is told: the words of its beginning, behind this. */
const overLead = 'over: ';

/** The faults of a run in order of their beginning: how many there were, and the first 100. */
export function faultsOf({ events }: History): {
  readonly faultCount: number;
  readonly faults: readonly ReportedFault[];
} {
  const made: Made[] = [];
  const lasting = new Map<string, Made[]>();
  for (const event of events) if (event.kind === 'fault') take(event, made, lasting);
  const inOrder = made.toSorted((a, b) => a.event.atUs - b.event.atUs);
  return { faultCount: made.length, faults: inOrder.slice(0, listedMost).map(reported) };
}

/** An end says when its beginning was really over; one without a beginning stands for itself. */
function take(event: FaultEvent, made: Made[], lasting: Map<string, Made[]>): void {
  const { fault, text, untilUs = null } = event;
  const isEnd = text.startsWith(overLead);
  const name = JSON.stringify([fault, isEnd ? text.slice(overLead.length) : text]);
  const begun = isEnd ? lasting.get(name)?.shift() : undefined;
  if (begun !== undefined) {
    begun.untilUs = untilUs;
    return;
  }
  const one = { event, untilUs };
  made.push(one);
  if (isEnd || untilUs === null || untilUs === event.atUs) return;
  const same = lasting.get(name);
  if (same === undefined) lasting.set(name, [one]);
  else same.push(one);
}

function reported({ event, untilUs }: Made): ReportedFault {
  const { atUs, fault, text, users, userNames = [] } = event;
  return {
    atUs,
    untilUs,
    fault: clip(fault),
    text: clip(text),
    users: users ?? null,
    names: userNames.slice(0, namesMost).map(clip),
  };
}
