import type { Random } from './random.js';

/** One mean of {@link exponentialOf}. */
export const exponentialMean = 1_048_576;

/** Half of all draws are shorter than this: the mean times the natural logarithm of 2, made even. */
const halfLife = 726_818;

/**
 * The exponential distribution below its half-life at 65 evenly spread quantiles. Moved by a few
 * millionths, so that the mean of the straight lines between them is a whole number and the mean of
 * all draws is {@link exponentialMean} exactly.
 */
const belowHalfLife: readonly number[] = [
  0, 8212, 16501, 24858, 33279, 41769, 50330, 58960, 67663, 76436, 85285, 94210, 103210, 112289, 121448,
  130685, 140007, 149410, 158900, 168477, 178140, 187895, 197740, 207680, 217715, 227845, 238075, 248407,
  258840, 269379, 280024, 290779, 301646, 312625, 323721, 334937, 346272, 357733, 369318, 381034, 392884,
  404867, 416990, 429253, 441663, 454222, 466931, 479797, 492824, 506013, 519372, 532901, 546608, 560497,
  574572, 588838, 603302, 617967, 632842, 647928, 663236, 678772, 694540, 710550, 726818,
];

/**
 * An exponential draw, in parts of {@link exponentialMean}. Whole half-lives by tossing a coin, as the
 * distribution has no memory, and what is left of the last one from a table: its tail has no end, and
 * no logarithm is asked, which differs in the last digit between engines.
 */
export function exponentialOf(random: Random): number {
  let whole = 0;
  while (random.unit() < 0.5) whole += halfLife;
  const place = random.unit() * (belowHalfLife.length - 1);
  const index = Math.floor(place);
  const low = belowHalfLife[index];
  return whole + low + (belowHalfLife[index + 1] - low) * (place - index);
}
