import type { z } from 'zod';
import type { Pacing } from '../plan/pacing.js';
import { pacings, type Stage } from '../plan/pacings/index.js';
import type { Think } from '../plan/think.js';
import type { WrittenEvasion } from './topics/evasion.js';
import type { pacing } from './topics/pacing.js';

type Written = z.output<typeof pacing>;
type SettingsOf<Kind extends Written['kind']> = Extract<Written, { kind: Kind }>['settings'];

/** The pacing that was written. */
export function pacingOf(written: Written): Pacing {
  switch (written.kind) {
    case 'cooldownAware': {
      const { margin, jitter, rejects } = written.settings;
      return pacings.cooldownAware({ marginUs: margin, jitterUs: jitter, rejects });
    }
    case 'contended':
      return pacings.contended({ rejects: written.settings.rejects, marginUs: written.settings.margin });
    case 'probing':
      return pacings.probing({ offsetsUs: written.settings.offsets, marginUs: written.settings.margin });
    case 'fixed':
      return fixedOf(written.settings);
    case 'open':
      return openOf(written.settings);
    case 'barrier': {
      const { every = null, margin, sweep, users = null } = written.settings;
      return pacings.barrier({ everyUs: every, marginUs: margin, sweepUs: sweep, users });
    }
    case 'bursts': {
      const { size, gap, pause = null } = written.settings;
      return pacings.bursts({ size, gapUs: gap, pauseUs: pause });
    }
    case 'duels':
      return pacings.duels({ marginUs: written.settings.margin });
    case 'visits':
      return pacings.visits({ everyUs: written.settings.every, jitterUs: written.settings.jitter ?? 0 });
  }
}

function fixedOf({ every, spread, jitter = 0, think }: SettingsOf<'fixed'>): Pacing {
  const paced = { everyUs: every, spread, jitterUs: jitter };
  return pacings.fixed(think === undefined ? paced : { ...paced, think: thinkOf(think) });
}

function thinkOf(written: NonNullable<SettingsOf<'fixed'>['think']>): Think {
  switch (written.kind) {
    case 'constant':
      return { kind: 'constant', us: written.settings };
    case 'uniform':
      return { kind: 'uniform', fromUs: written.settings[0], toUs: written.settings[1] };
    case 'exponential':
      return { kind: 'exponential', meanUs: written.settings };
  }
}

function openOf({ rate, arrivals, stages = [], ramp }: SettingsOf<'open'>): Pacing {
  const levels = stages.map((stage): Stage => {
    // The schema lets one of the two through.
    return stage.rate === undefined
      ? { forUs: stage.for, users: stage.users ?? 0 }
      : { forUs: stage.for, rate: stage.rate };
  });
  return pacings.open({ rate: rate ?? null, arrivals, stages: levels, ramp });
}

const ways = { reconnect: 'reconnect', secondTab: 'second-tab', otherNode: 'other-node' } as const;

/** The pacing of a way around the limit. */
export function evasionOf({ kind, settings }: WrittenEvasion): Pacing {
  const how = 'how' in settings ? settings.how : 'close';
  return pacings.evasion({ by: ways[kind], marginUs: settings.margin, how });
}
