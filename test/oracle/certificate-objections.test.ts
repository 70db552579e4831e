import { describe, expect, it } from 'vitest';
import { cooldown } from '../../src/models/index.js';
import { certificateOf } from '../../src/oracle/certificate.js';
import { coreFileOf } from '../../src/oracle/certificate/core-file.js';
import { judge } from '../../src/oracle/judge.js';
import type { Claim, DecisionClaim } from '../../src/oracle/verify/claims.js';
import { verifyCertificate } from '../../src/oracle/verify/verify-certificate.js';
import { verifyCore } from '../../src/oracle/verify/verify-core.js';
import { randomOf } from '../../src/plan/random.js';
import { historyOf, pasteableRun, small } from './small.js';

const seed = process.env['TURNWISE_TEST_SEED'] ?? 'objections';
console.log(`seed ${seed}`);
const hash = 'sha256:none';

/** A run as it is judged: small, under assumptions of all kinds. */
function drawn(random: ReturnType<typeof randomOf>) {
  const run = small(random);
  const model = cooldown({ per: ['resource'], everyUs: run.everyUs });
  return { run, scene: { model, history: historyOf(run), assumptions: run.assumptions, hash } };
}

const isDecision = (claim: Claim): claim is DecisionClaim =>
  claim.kind === 'decision' && claim.decidedAtUs !== null;

/** What somebody may do to the claims of a certificate; `null`: nothing to do it to. */
const tamperings: Readonly<
  Record<string, (claims: readonly Claim[], at: number) => readonly Claim[] | null>
> = {
  'an instant out of its window': (claims, at) => {
    const claim = claims[at];
    return isDecision(claim) ? claims.with(at, { ...claim, decidedAtUs: -1_000_000 }) : null;
  },
  'an instant that is no whole microsecond': (claims, at) => {
    const claim = claims[at];
    return isDecision(claim)
      ? claims.with(at, { ...claim, decidedAtUs: (claim.decidedAtUs ?? 0) + 0.5 })
      : null;
  },
  'a decision turned round': (claims, at) => {
    const claim = claims[at];
    if (!isDecision(claim)) return null;
    return claims.with(at, { ...claim, decision: claim.decision === 'accept' ? 'reject' : 'accept' });
  },
  'a line left out': (claims, at) => (claims[at].kind === 'decision' ? claims.toSpliced(at, 1) : null),
  'a line twice': (claims, at) => (claims[at].kind === 'decision' ? [...claims, claims[at]] : null),
  'a line of somebody else': (claims) => [
    ...claims,
    { kind: 'decision', id: 99, decidedAtUs: 1, decision: 'accept' },
  ],
  'two lines exchanged': (claims, at) => {
    const [claim, next] = [claims[at], claims.at(at + 1)];
    if (next === undefined || !isDecision(claim) || !isDecision(next)) return null;
    if ((claim.decidedAtUs ?? 0) >= (next.decidedAtUs ?? 0)) return null;
    return claims.with(at, next).with(at + 1, claim);
  },
};

describe('a certificate', () => {
  it('is made for every valid history under any assumptions, and verifies', () => {
    const random = randomOf(seed, 'valid');
    let verified = 0;
    for (let index = 0; index < 1000; index++) {
      const { run, scene } = drawn(random);
      if (judge(scene.model, scene.history, run.assumptions).history !== 'valid') continue;
      const result = verifyCertificate({ ...scene, certificate: certificateOf(scene) });
      if (result.kind === 'not-verifiable') continue;
      expect(result, pasteableRun(run)).toMatchObject({ kind: 'verified', without: [] });
      verified++;
    }
    console.log(`${verified} certificates verified`);
    expect(verified).toBeGreaterThan(200);
  });

  it.each(Object.entries(tamperings))('is refused with %s', (_, tamper) => {
    const random = randomOf(seed, 'tampered');
    let refused = 0;
    for (let index = 0; refused < 40 && index < 3000; index++) {
      const { run, scene: drawnScene } = drawn(random);
      // One key, since keys stand one behind the other in a certificate, and which comes first says nothing.
      const actions = run.actions.filter(({ resource }) => resource === 'r0');
      const assumptions = { ...run.assumptions, exclusive: true, complete: true };
      const scene = { ...drawnScene, assumptions, history: historyOf({ ...run, actions }) };
      const certificate = certificateOf(scene);
      const result = verifyCertificate({ ...scene, certificate });
      if (result.kind !== 'verified' || result.without.length > 0 || certificate.claims.length === 0)
        continue;
      // Of an unanswered action both may be true.
      const answered = (claim: Claim): boolean =>
        claim.kind === 'decision' &&
        actions.some(
          ({ id, outcome }) => id === claim.id && (outcome === 'accepted' || outcome === 'rejected'),
        );
      const at = random.below(certificate.claims.length);
      if (!answered(certificate.claims[at])) continue;
      const claims = tamper(certificate.claims, at);
      if (claims === null) continue;
      const again = verifyCertificate({ ...scene, certificate: { ...certificate, claims } });
      expect(again.kind, JSON.stringify({ claims, run })).toBe('wrong');
      refused++;
    }
    expect(refused).toBe(40);
  });

  it('belongs to one history, one model, one set of assumptions', () => {
    const { scene } = drawn(randomOf(seed, 'foreign'));
    const certificate = certificateOf(scene);
    const other = cooldown({ per: ['resource'], everyUs: 77 });
    const assumptions = { ...scene.assumptions, minMarginUs: 77 };
    expect(verifyCertificate({ ...scene, certificate, hash: 'sha256:other' }).kind).toBe('foreign');
    expect(verifyCertificate({ ...scene, certificate, model: other }).kind).toBe('foreign');
    expect(verifyCertificate({ ...scene, certificate, assumptions }).kind).toBe('foreign');
  });
});

describe('the core of a violation', () => {
  it('is proven by trying everything, and is no proof once an answer is taken away', () => {
    const random = randomOf(seed, 'cores');
    const counts = { proven: 0, open: 0, insufficient: 0, relaxed: 0 };
    for (let index = 0; index < 400; index++) {
      const { run, scene } = drawn(random);
      if (run.assumptions.state === 'perProcess' && run.events.length > 0) continue;
      for (const violation of judge(scene.model, scene.history, run.assumptions).violations) {
        const core = coreFileOf(scene, violation);
        if (core.history !== 'invalid') {
          counts.insufficient++;
          continue;
        }
        const file = {
          ...scene,
          history: historyOf({ actions: core.actions, events: [] }),
          assumptions: core.assumptions,
        };
        const { kind } = verifyCore(file);
        expect(kind, pasteableRun(run)).not.toBe('explained');
        if (kind === 'proven') counts.proven++;
        else counts.open++;
        const ids = new Set(violation.rows.map((row) => scene.history.actionAt(row).id));
        const relaxed = core.actions.map((action) =>
          ids.has(action.id) ? { ...action, outcome: 'unknown' as const } : action,
        );
        const nothing = { ...file, history: historyOf({ actions: relaxed, events: [] }) };
        expect(verifyCore(nothing).kind, pasteableRun(run)).not.toBe('proven');
        counts.relaxed++;
      }
    }
    console.log(JSON.stringify(counts));
    expect(counts.proven).toBeGreaterThan(100);
    expect(counts.insufficient + counts.open).toBeLessThan(counts.proven / 5);
  });
});
