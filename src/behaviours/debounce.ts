import { microsOf, refusalOf, refused, type Behaviour, type BehaviourAnswer } from './behaviour.js';

const defaults = { cooldownMs: 200 };

/** A button that must be left alone for a while: every press starts the time again, also one that did nothing. */
export const debounce: Behaviour = {
  name: 'debounce',
  describe:
    'a press on a resource is accepted unless it was pressed, in vain or not, less than cooldownMs ago',
  defaults,
  start(ports) {
    const cooldownUs = microsOf(ports.settings['cooldownMs'] ?? defaults.cooldownMs);
    return {
      async handle(action) {
        const refusal = refusalOf(action, ['press', 'act']);
        if (refusal !== null) return refusal;
        return ports.store.update<BehaviourAnswer>(action.resource, (pressedUs) => {
          const nowUs = microsOf(ports.now());
          const isQuiet = pressedUs === undefined || nowUs >= pressedUs + cooldownUs;
          return { value: nowUs, result: isQuiet ? { ok: true } : refused('too_soon', cooldownUs) };
        });
      },
    };
  },
};
