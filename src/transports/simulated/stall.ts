import type { Span, VirtualPorts } from './virtual-ports.js';

/** Passes work on at once, or holds it back to the end of a stall. */
export type StallGate = (run: () => void) => void;

/**
 * A process that stands still in each span (SIGSTOP, a long collection, a blocked event loop):
 * what would happen to it then happens at the span's end, all in the order it came.
 */
export function stallGate(ports: VirtualPorts, stalls: readonly Span[]): StallGate {
  const spans = mergedSpans(stalls);
  if (spans.length === 0) return (run) => run();
  return (run) => {
    const nowUs = ports.nowUs();
    const stall = spans.find(({ fromUs, toUs }) => fromUs <= nowUs && nowUs <= toUs);
    if (stall === undefined) run();
    // The end belongs to the stall, so that what comes at that very instant queues up behind what was held.
    else ports.schedule(stall.toUs - nowUs, run);
  };
}

/** Spans that touch become one, or work let go by the first would slip into the second. */
function mergedSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.fromUs - b.fromUs)) {
    const last = merged.at(-1);
    if (last === undefined || last.toUs < span.fromUs) merged.push(span);
    else merged[merged.length - 1] = { fromUs: last.fromUs, toUs: Math.max(last.toUs, span.toUs) };
  }
  return merged;
}
