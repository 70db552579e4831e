import { mapTexts } from '../report/map-texts.js';
import { percentText } from '../report/races.js';
import { countText, plural } from '../report/words.js';
import { columnsMost, entry, indented } from '../reporters/format/paper.js';
import { safeText } from '../reporters/format/safe.js';
import { tableLines } from '../reporters/format/table.js';
import { widthOf, wrap } from '../reporters/format/width.js';
import type { Colours } from '../reporters/reporter.js';
import type { MutantResult, MutationReport, Trial } from '../teeth/mutation-report.js';

export interface MutantsTextOptions {
  readonly colours: Colours;
  /** Whether the proof against each killed one is shown. */
  readonly proofs: boolean;
  /** How wide a line of the table may be. */
  readonly columns: number;
}

/** What a scenario finds of the known bugs, for people: verdict, what was killed, what was not and why. */
export function mutantsText(hostile: MutationReport, options: MutantsTextOptions): string {
  const report = mapTexts(hostile, safeText);
  const { colours } = options;
  const lines = [
    ...verdictLines(report, colours),
    ...block(killedLines(report, options)),
    ...block(survivedLines(report, colours)),
    ...block(otherLines(report, colours)),
    ...block(nextLines(report, colours)),
  ];
  return `${lines.join('\n')}\n`;
}

function verdictLines({ verdict, reasons, minScore }: MutationReport, colours: Colours): readonly string[] {
  const colour = { pass: minScore === null ? 'bold' : 'green', fail: 'red', inconclusive: 'yellow' } as const;
  // Where nothing was demanded, nothing was passed.
  const pass = minScore === null ? 'SCORE' : 'PASS';
  const title = { pass, fail: 'FAIL', inconclusive: 'INCONCLUSIVE' }[verdict];
  return reasons.flatMap((reason, index) =>
    entry(index === 0 ? title : '', reason, colours, colour[verdict]),
  );
}

/** A table of the killed ones. */
function killedLines(
  report: MutationReport,
  { colours, proofs, columns }: MutantsTextOptions,
): readonly string[] {
  const killed = report.mutants.filter(({ status }) => status === 'killed');
  if (killed.length === 0) return [];
  const races = killed.some(({ race }) => race !== null);
  const rows = killed.map((mutant) => [
    `  ${mutant.name}${mutant.onlySimulated ? ' (simulated)' : ''}`,
    countText(actionsOf(mutant.trials)),
    ...(races ? [mutant.race === null ? '' : countText(mutant.race.meetings)] : []),
    mutant.wrong,
  ]);
  const table = tableLines(
    [
      { title: `Killed: ${killed.length}`, align: 'left' },
      { title: 'actions', align: 'right' },
      ...(races ? [{ title: 'meetings', align: 'right' } as const] : []),
      { title: 'what is wrong with it', align: 'left' },
    ],
    rows,
    colours,
    columns,
  );
  const [title = '', ...lines] = table;
  return [title, ...lines.flatMap((line, index) => (proofs ? [line, ...proofLines(killed[index])] : [line]))];
}

function proofLines(mutant: MutantResult | undefined): readonly string[] {
  const because = mutant?.trials.at(-1)?.first?.because;
  return because === undefined ? [] : indented(wrap(because, columnsMost - 6), 6);
}

/** Actions until it was proven, over all trials. */
function actionsOf(trials: readonly Trial[]): number {
  return trials.reduce((sum, { first, actions }) => sum + (first?.actions ?? actions), 0);
}

function survivedLines(report: MutationReport, colours: Colours): readonly string[] {
  const survived = report.mutants.filter(({ status }) => status === 'survived');
  if (survived.length === 0) return [];
  return [
    colours.bold(`Survived: ${survived.length}`),
    ...survived.flatMap((mutant) => [
      `  ${colours.red(mutant.name)}`,
      ...part('wrong', mutant.wrong, colours),
      ...part('why', [mutant.why ?? '', ...raceText(mutant)].join('; '), colours),
      ...changeLines(mutant, colours),
    ]),
  ];
}

function raceText({ race }: MutantResult): readonly string[] {
  if (race === null || race.chanceMax === null) return [];
  return [`none seen in ${plural(race.meetings, 'meeting')}, p < ${percentText(race.chanceMax)} (95 %)`];
}

function changeLines({ change }: MutantResult, colours: Colours): readonly string[] {
  if (change === null) return part('change', 'none of the changes that were tried kills it', colours);
  const after = change.killsAfter === null ? '' : ` (kills it after ${plural(change.killsAfter, 'action')})`;
  const where = change.place === 'first' ? 'put this phase before all others' : 'add this phase';
  const words = change.phase === null ? 'set at the top' : where;
  return [
    ...part('change', `${words}${after}`, colours),
    ...(change.phase === null ? [] : pasted(change.phase)),
    ...(change.top.length === 0 || change.phase === null ? [] : part('', 'and set at the top', colours)),
    ...change.top.flatMap(pasted),
    ...(change.note === null ? [] : part('', `and ${change.note}`, colours)),
  ];
}

/** YAML and TypeScript that may be pasted as it stands: broken only behind commas, and further in where it goes on. */
function pasted(yaml: string): readonly string[] {
  const lines: string[] = [];
  for (const piece of yaml.split(/(?<=,) /u)) {
    const longer = `${lines.at(-1) ?? ''} ${piece}`;
    if (lines.length > 0 && widthOf(longer) <= columnsMost - 16) lines[lines.length - 1] = longer;
    else lines.push(piece);
  }
  const [first = '', ...more] = lines;
  return [...indented([first], 12), ...indented(more, 16)];
}

function part(title: string, text: string, colours: Colours): readonly string[] {
  const [first = '', ...more] = wrap(text, columnsMost - 12);
  return [`    ${colours.dim(title)}${' '.repeat(8 - title.length)}${first}`, ...indented(more, 12)];
}

function otherLines({ mutants }: MutationReport, colours: Colours): readonly string[] {
  const named = (status: MutantResult['status']): readonly MutantResult[] =>
    mutants.filter((mutant) => mutant.status === status);
  const hidden = named('hidden').map(({ name }) => name);
  const reasons = new Map<string, string[]>();
  for (const { why, name } of named('not-played'))
    reasons.set(why ?? '', [...(reasons.get(why ?? '') ?? []), name]);
  return [
    ...(hidden.length === 0
      ? []
      : wrap(`Not visible from outside: ${hidden.length} (${hidden.join(', ')})`, columnsMost)),
    ...[...reasons].flatMap(([why, names]) =>
      wrap(`${colours.yellow('Not played')}: ${names.length} (${names.join(', ')}): ${why}`, columnsMost),
    ),
  ];
}

function nextLines(report: MutationReport, colours: Colours): readonly string[] {
  return nextOf(report).flatMap((text, index) => entry(index === 0 ? 'Next' : '', text, colours));
}

/** What a reader may want to do now. */
function nextOf({ counts, mutants, controls, repeat, played, score }: MutationReport): readonly string[] {
  if (controls.some(({ first }) => first !== null))
    return ['turnwise simulate with the same scenario shows the actions that prove it.'];
  const survivors = mutants.filter(({ status }) => status === 'survived');
  const changes = survivors.flatMap(({ change }) => change ?? []);
  const hasPhases = changes.some(({ phase }) => phase !== null);
  const isChance = survivors.some(({ race }) => race !== null && race.meetings > 0);
  return [
    ...(changes.length > 0 ? ['Put a change into the scenario and ask again: one often kills several.'] : []),
    ...(hasPhases ? [phaseHint] : []),
    ...(counts.onlySimulated > 0 ? [simulatedHint] : []),
    ...(isChance && repeat === 1 ? ['--repeat 5 gives races more chances to show.'] : []),
    ...(counts.survived === 0 && score !== null && played === 'simulated'
      ? [
          'turnwise run plays the same plan against the real server; --live plays it against these over sockets.',
        ]
      : []),
  ];
}

const phaseHint =
  'A phase is a line of the list `phases`, in TypeScript without its dash; where pacing and steps stand at the top, they become the first of that list.';

const simulatedHint =
  'turnwise run cuts connections and restarts servers only where `faults` say so: without them it does not find what is marked (simulated).';

function block(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}
