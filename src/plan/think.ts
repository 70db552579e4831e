import { secondsText } from './durations.js';
import { exponentialMean, exponentialOf } from './exponential.js';
import type { Random } from './random.js';
import { wholeFrom } from './whole.js';

/** How long a user thinks between two of its own actions. */
export type Think =
  | { readonly kind: 'constant'; readonly us: number }
  | { readonly kind: 'uniform'; readonly fromUs: number; readonly toUs: number }
  /** Mostly short with a tail that has no end. */
  | { readonly kind: 'exponential'; readonly meanUs: number };

/** Draws one think time, in whole microseconds. */
export function thinkUs(think: Think, random: Random): number {
  switch (think.kind) {
    case 'constant':
      return think.us;
    case 'uniform':
      return think.fromUs + random.below(think.toUs - think.fromUs + 1);
    case 'exponential':
      return Math.round((think.meanUs * exponentialOf(random)) / exponentialMean);
  }
}

export function meanThinkUs(think: Think): number {
  switch (think.kind) {
    case 'constant':
      return think.us;
    case 'uniform':
      return (think.fromUs + think.toUs) / 2;
    case 'exponential':
      return think.meanUs;
  }
}

export function thinkText(think: Think): string {
  switch (think.kind) {
    case 'constant':
      return secondsText(think.us);
    case 'uniform':
      return `${secondsText(think.fromUs)} to ${secondsText(think.toUs)}`;
    case 'exponential':
      return `${secondsText(think.meanUs)} on average (exponential)`;
  }
}

/** @throws RangeError naming the phase and what is wrong. */
export function checkThink(name: string, think: Think): void {
  switch (think.kind) {
    case 'constant':
      return wholeFrom(0, `phase ${name}: think.us`, think.us);
    case 'uniform':
      wholeFrom(0, `phase ${name}: think.fromUs`, think.fromUs);
      return wholeFrom(think.fromUs, `phase ${name}: think.toUs`, think.toUs);
    case 'exponential':
      return wholeFrom(0, `phase ${name}: think.meanUs`, think.meanUs);
  }
}
