import { voting } from '../../voting.js';
import { mutantOf } from '../mutant.js';

/** Durations are measured on the wall clock, which is set back once. */
export const clockStepsBack = mutantOf(
  voting,
  {
    name: 'clock-steps-back',
    wrong: 'its clock is set back by stepMs once, so the cooldowns that run then last longer',
    shows:
      'a vote stepAfterMs after the first one, and another one soon after its cooldown should have ended',
    seen: ['ProfessionalWiki/MediaWiki-MCP-Server#557', 'tomasbasham/ratelimit#11', 'rsyslog/rsyslog#1369'],
    needs: 'late',
  },
  (ports) => {
    const { stepAfterMs = 1000, stepMs = 300 } = ports.settings;
    let firstMs: number | undefined;
    const now = (): number => {
      const nowMs = ports.now();
      firstMs ??= nowMs;
      return nowMs < firstMs + stepAfterMs ? nowMs : nowMs - stepMs;
    };
    return voting.start({ ...ports, now });
  },
  { stepAfterMs: 1000, stepMs: 300 },
);
