import { describe, expect, it } from 'vitest';
import { deliveryDoubts, deliveryFaults, deliveryPraise } from '../../src/report/delivery-verdict.js';
import { deliveryOf as reportFor, names } from './broadcast.js';

describe('the report of deliveries', () => {
  it('praises a run in which all came, with exact reach and times from the send', () => {
    const report = reportFor(names);
    expect(report.reach).toMatchObject({ expectedLeast: 4, expectedMost: 4, least: 1, most: 1 });
    expect([report.latency.first.maxUs, report.latency.last.maxUs, report.latency.spread.maxUs]).toEqual([
      4000, 7000, 3000,
    ]);
    expect(report.slowest[0]).toMatchObject({ connection: '<b>.1', p95Us: 7000 });
    expect(deliveryFaults(report)).toEqual([]);
    expect(deliveryDoubts(report)).toEqual([]);
    expect(deliveryPraise(report)[0]).toContain('all 4 deliveries that were surely due came');
    const reach = { ...report.reach, expectedLeast: 1 };
    expect(deliveryPraise({ ...report, reach })[0]).toContain('all 1 delivery that was surely due came');
  });

  it('says who is missing, and who got it twice', () => {
    const report = reportFor(['u0.1', 'u0.1', 'u1.1']);
    expect([report.missing, report.duplicates, report.violationCount]).toEqual([2, 1, 2]);
    expect(deliveryFaults(report)[0]).toMatch(/^2 faults of delivery are proven \(2 missing, 1 duplicate\)/);
    const because = report.violations.map((violation) => violation.because).join('\n');
    expect(because).toContain(
      'u2.1 and <b>.1 never got the broadcast of u0 on r0 to room east, sent 0.001 s into the run and accepted 3 ms later',
    );
    expect(because).toContain('u0.1 2 times, the last two 1 ms apart');
  });

  it('is in doubt where not one came, or nobody was seen to join', () => {
    expect(reportFor([]).violationCount).toBe(0);
    expect(deliveryDoubts(reportFor([]))[0]).toContain('not one of 1 broadcast was recognized');
    expect(deliveryDoubts(reportFor(names, false))[0]).toContain('nobody was seen to join east');
  });
});
