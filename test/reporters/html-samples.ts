import type { Report } from '../../src/report/report.js';
import { failing } from './samples.js';

/** A report in which everything that can be drawn is there to be drawn. */
export const drawnReport: Report = {
  ...failing,
  faultCount: 1,
  faults: [
    {
      atUs: 3_000_000,
      untilUs: 4_000_000,
      fault: 'cut',
      text: 'the network is gone for 1 s',
      users: null,
      names: [],
    },
  ],
  timeline: Array.from({ length: 30 }, (_, index) => ({
    atUs: 1_000_000 + index * 1_000_000,
    sent: 20,
    accepted: 10 + (index % 3),
    rejected: 9 - (index % 3),
    unknown: index === 7 ? 1 : 0,
    p50Us: 3000 + index * 20,
    p99Us: index === 9 ? null : 9000 + index * 100,
    latenessP99Us: 400 + (index % 4) * 50,
    connected: index === 3 ? 20 : 30,
    bytesIn: 4000 + index,
    bytesOut: 2000 + index,
  })),
  percentiles: {
    response: [],
    service: curve(900),
    accepted: curve(2000),
    rejected: curve(1500),
  },
  oracle: {
    ...failing.oracle,
    violations: failing.oracle.violations.map((violation, index) => ({
      ...violation,
      constraint:
        index === 0
          ? { text: "no accept before 1000 ms after u2's", fromUs: 1_200_000, untilUs: 2_202_000 }
          : { text: 'no refusal since its cooldown has ended', fromUs: 1_090_000, untilUs: null },
    })),
  },
};

/** More users than a page can hold; every hundredth of them was wronged. */
export const crowded: Report = {
  ...failing,
  perUser: failing.perUser.slice(0, 1).flatMap((user) =>
    Array.from({ length: 10_000 }, (_, index) => ({
      ...user,
      name: `u${index}`,
      errors: 0,
      unknown: 0,
      dropped: 0,
      decided: 10,
      correct: index % 100 === 99 ? 7 : 10,
      accuracy: index % 100 === 99 ? 0.7 : 1,
      p50Us: 1000 + index,
      p95Us: index === 12 ? null : 2000 + ((index * 7919) % 10_007),
      p99Us: 20_000 + index,
    })),
  ),
};

function curve(leastUs: number): Report['percentiles']['accepted'] {
  return [0, 25, 50, 75, 90, 95, 99, 99.9, 100].map((percent, index) => ({
    percent,
    us: leastUs + index * index * 100,
  }));
}
