import type { MetricValue, Report } from '../../report/report.js';
import { countText, durationText, plural, shareText } from '../../report/words.js';

/** One line of the scenario's own numbers: a metric, or a group's part of it. */
export interface MetricRow {
  readonly name: string;
  /** `null`: all users. */
  readonly group: string | null;
  readonly value: MetricValue;
}

/** Every metric, and under it each group's part of it, where there is more than one. */
export function metricRows({ metrics }: Report): readonly MetricRow[] {
  return Object.entries(metrics).flatMap(([name, metric]) => {
    const groups = Object.entries(metric.groups);
    const parts = groups.length < 2 ? [] : groups.map(([group, value]) => ({ name, group, value }));
    return [{ name, group: null, value: metric }, ...parts];
  });
}

/** A number of any size in nine columns at most: below a million as it is, with three digits that count. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const sign = value < 0 ? '-' : '';
  const size = Math.abs(value);
  if (size >= 999_999.5 || (size > 0 && size < 0.001)) return `${sign}${size.toExponential(2)}`;
  const digits = Number.isInteger(value) || size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 3;
  const [whole = '', fraction] = size.toFixed(digits).split('.');
  return `${sign}${countText(Number(whole))}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** A sum, whole to the last digit where it is. */
export function sumText({ sum }: Extract<MetricValue, { kind: 'counter' }>): string {
  if (!Number.isSafeInteger(sum)) return numberText(sum);
  return sum < 0 ? `-${countText(-sum)}` : countText(sum);
}

/** `412 of 500, 82.4 %`. */
export function rateText({ times, count, share }: Extract<MetricValue, { kind: 'rate' }>): string {
  return `${countText(times)} of ${countText(count)}${share === null ? '' : `, ${shareText(share)}`}`;
}

/** What went wrong in hooks, a sentence each. */
export function hookTexts({ sessions }: Report): readonly string[] {
  return sessions.hooks.flatMap(({ hook, failed, reasons, blocked }) => {
    const why = Object.entries(reasons).map(([reason, count]) => `${reason} (${countText(count)})`);
    const { times, longestUs } = blocked;
    return [
      ...(failed === 0 ? [] : [`${hook} failed ${plural(failed, 'time')}: ${why.join('; ')}`]),
      ...(times === 0 || longestUs === null
        ? []
        : [
            `${hook} kept the event loop to itself for up to ${durationText(longestUs)} (${plural(times, 'time')}), and everything else waited`,
          ]),
    ];
  });
}

/** How fast connections came; empty where they did not take a second. */
export function connectsText({ sessions }: Report): string {
  const { peak, mean } = sessions.connectsPerSecond;
  if (peak === null || mean === null) return '';
  return `${numberText(mean)} connects a second, at most ${countText(peak)} in one`;
}
