import type { Counted, Forecast } from '../forecast.js';
import { msText, shortMsText } from '../plan/durations.js';
import { traitsOf } from '../report/limit-words.js';
import type { Scenario } from '../scenario/scenario.js';

/** Round trips of a machine, a building, a country, a continent and the world. */
export const usualRoundTripsUs: readonly number[] = [1000, 5000, 20_000, 50_000, 100_000];

/** What can be decided at which round trip: a table where that makes a difference, else a sentence. */
export function certaintyLines(
  { model }: Pick<Scenario, 'model'>,
  forecasts: readonly Forecast[],
  sample: string,
): readonly string[] {
  if (traitsOf(model.driver).recovers === 'never-refuses')
    return ['nothing is limited: every answer but an accept is wrong, however long it takes'];
  const [first] = forecasts;
  const slowest = forecasts.at(-1);
  const isSure = forecasts.every(({ all }) => all.decided === all.of);
  if (isSure && first !== undefined && slowest !== undefined && forecasts.length > 1)
    return [
      `every verdict${sample} stays certain up to a round trip of ${msText(slowest.roundTripUs)}, if every answer is right`,
    ];
  return [
    `verdicts that stay certain, if every answer is right and takes${sample}:`,
    ...forecastTable(forecasts).map((line) => `  ${line}`),
  ];
}

/** A line for each round trip: how many verdicts stay certain. Aims that a plan does not have are left out. */
export function forecastTable(forecasts: readonly Forecast[]): string[] {
  const [first] = forecasts;
  if (first === undefined) return [];
  const columns = [
    { title: 'round trip', cell: ({ roundTripUs }: Forecast) => shortMsText(roundTripUs, 3) },
    ...(['accept', 'reject', 'open'] as const)
      .filter((aim) => first.aims[aim].of > 0)
      .map((aim) => ({ title: titles[aim], cell: ({ aims }: Forecast) => countedText(aims[aim]) })),
    { title: 'decided', cell: ({ all }: Forecast) => percent(all) },
  ];
  const rows = [
    columns.map(({ title }) => title),
    ...forecasts.map((each) => columns.map(({ cell }) => cell(each))),
  ];
  const widths = columns.map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((text, column) => text.padStart(widths[column])).join('  '));
}

const titles = { accept: 'accepts', reject: 'certain rejects', open: 'either way' } as const;

function countedText({ decided, of }: Counted): string {
  return `${decided} of ${of}`;
}

/** Rounded down, so that only all of them are 100 %. */
function percent({ decided, of }: Counted): string {
  return `${of === 0 ? 0 : Math.floor((100 * decided) / of)} %`;
}
