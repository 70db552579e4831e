import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duels } from '../../src/plan/pacings/index.js';
import { planOf } from '../../src/plan/plan-of.js';
import type { Plan } from '../../src/plan/plan.js';
import { colourOf } from '../../src/plan/svg/colour.js';
import { planSvg, type PlanPicture } from '../../src/plan/svg/plan-svg.js';
import { cooldownSpecs, ms, paced, phaseOf, plan, seed, settings, sha256, stepsOf } from './specs.js';

const namesOf = (letter: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${letter}${index}`);

function pictureOf({ header }: Plan, more: Partial<PlanPicture> = {}): PlanPicture {
  return {
    title: 'a plan',
    userNames: namesOf('u', header.users),
    resourceNames: namesOf('r', header.resources),
    shadowUs: 200 * ms,
    ...more,
  };
}

/** Opening and closing tags must match, attributes be quoted, and nothing raw stand between them. */
function isWellFormed(svg: string): boolean {
  const open: string[] = [];
  const rest = svg.replaceAll(
    /<(\/?)([a-zA-Z]+)((?: [a-zA-Z0-9-]+="[^"<&]*(?:&#\d+;[^"<&]*)*")*)(\/?)>/g,
    (_, end: string, name: string, __, alone: string) => {
      if (end === '/') return open.pop() === name ? '' : '<';
      if (alone === '') open.push(name);
      return '';
    },
  );
  return open.length === 0 && !/<|&(?!#\d+;)|[^\P{Cc}\n\t]|\p{Cs}/u.test(rest);
}

const marksIn = (svg: string) => [...svg.matchAll(/class="(accept|reject|open)"[^>]*><title>(\d+): /g)];

describe(`planSvg (seed ${seed})`, () => {
  it('is well-formed and has one mark for each action, in its aim, and a shadow for each accept', () => {
    fc.assert(
      fc.property(cooldownSpecs, (spec) => {
        const made = planOf(spec, sha256);
        const svg = planSvg(made, pictureOf(made));
        expect(isWellFormed(svg)).toBe(true);
        expect(marksIn(svg).map(([, aim, id]) => [Number(id), aim])).toEqual(
          stepsOf(made).map(({ id, aim }) => [id, aim]),
        );
        const shadows = svg.split('<rect class="shadow"').length - 2;
        expect(shadows).toBe(made.header.aims.accepts);
      }),
      { ...settings, numRuns: 100 },
    );
  });

  it('survives any names, and lets none of them out of its text', () => {
    const made = plan({ users: 2, resources: 2 });
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constantFrom(
        '</title><script>alert(1)</script>',
        '" onload="x',
        '&lt;',
        ']]>',
        '\u202egnp.exe',
        '\ud800',
        '\u0000',
      ),
    );
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, user, resource) => {
        const svg = planSvg(
          made,
          pictureOf(made, { title, userNames: [user, user], resourceNames: [resource, resource] }),
        );
        expect(isWellFormed(svg)).toBe(true);
        expect(svg).not.toMatch(/<script|\u202e/);
        expect(svg.split(/<[a-z]/).length).toBe(planSvg(made, pictureOf(made)).split(/<[a-z]/).length);
      }),
      settings,
    );
  });

  it('needs nothing from anywhere, and has colours for light and dark pages', () => {
    const made = plan({ users: 4, resources: 2, phases: [phaseOf(paced({ rejects: 0.3 }), 4)] });
    const svg = planSvg(made, pictureOf(made));
    expect(svg.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(
      /https?:|url\(|href|@import|<image|<script/,
    );
    expect(svg).toContain('prefers-color-scheme: dark');
  });

  it('puts actions of one instant beside each other, and never on top', () => {
    const made = plan({ users: 6, resources: 2, phases: [phaseOf(duels({ marginUs: 30 * ms }), 5)] });
    const places = [
      ...planSvg(made, pictureOf(made)).matchAll(/class="open" cx="([\d.]+)" cy="([\d.]+)"[^>]*><title>/g),
    ];
    expect(places).toHaveLength(10);
    expect(new Set(places.map(([, x, y]) => `${x} ${y}`)).size).toBe(10);
  });

  it('draws the beginning of a large plan, and says so', () => {
    const made = plan({ users: 50, resources: 20, phases: [phaseOf(paced({ rejects: 0.2 }), 100)] });
    const svg = planSvg(made, pictureOf(made, { marksMax: 100, rowsMax: 5 }));
    const drawn = marksIn(svg).length;
    expect(drawn).toBe(
      stepsOf(made)
        .slice(0, 100)
        .filter(({ resource }) => resource < 5).length,
    );
    expect(svg).toContain(`${drawn} of ${made.header.actions} actions are drawn`);
    expect(svg).toContain('and 15 more resources');
    expect(svg).toContain('and 14 more');
  });

  it('has no shadows where nothing is refused for a known time', () => {
    const made = plan({});
    expect(planSvg(made, pictureOf(made, { shadowUs: 0 }))).not.toContain('<rect class="shadow"');
  });

  it('has a colour for each user, none like another among the first', () => {
    const colours = Array.from({ length: 36 }, (_, user) => colourOf(user));
    expect(new Set(colours).size).toBe(36);
    for (const colour of colours) expect(colour).toMatch(/^#[0-9a-f]{6}$/);
  });
});
