import { expect, test } from 'vitest';
import type { Behaviour, BehaviourPorts } from '../../src/behaviours/behaviour.js';
import { memoryStore } from '../../src/behaviours/store.js';
import { behaviourOf } from '../../src/servers/catalog.js';
import { shadowed } from '../../src/teeth/shadow.js';

const correct = behaviourOf('arena', null);
const act = (user: string, resource = 'r'): Parameters<ReturnType<Behaviour['start']>['handle']>[0] => ({
  user,
  resource,
  action: 'act',
});

/** Time stands still unless it is moved; who sleeps wakes when `wake` is called. */
function ports(): { readonly given: BehaviourPorts; at: (ms: number) => void; readonly wake: () => void } {
  let nowMs = 0;
  let sleepers: (() => void)[] = [];
  return {
    given: {
      now: () => nowMs,
      sleep: () => new Promise((resolve) => void sleepers.push(resolve)),
      store: memoryStore(),
      settings: { ...correct.defaults },
    },
    at: (ms) => void (nowMs = ms),
    wake() {
      const woken = sleepers;
      sleepers = [];
      for (const wake of woken) wake();
    },
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('the correct server never strays from itself', async () => {
  const { given, at } = ports();
  const { behaviour, strayed } = shadowed(correct, correct, true);
  const server = behaviour.start(given);
  for (let ms = 0; ms < 1000; ms += 70) {
    at(ms);
    await server.handle(act(`u${ms % 3}`));
  }
  await settled();
  expect(strayed()).toBe(0);
});

test('a shorter cooldown strays once for each answer that differs', async () => {
  const { given, at } = ports();
  const mutant = behaviourOf('arena', 'short-cooldown');
  const { behaviour, strayed } = shadowed(mutant, correct, true);
  const server = behaviour.start({ ...given, settings: { ...mutant.defaults } });
  for (const ms of [0, 150, 1000]) {
    at(ms);
    await server.handle(act('u0'));
  }
  await settled();
  expect(strayed()).toBe(1);
});

test('who of two at one instant wins is nobody’s fault; both winning is', async () => {
  const { given, wake } = ports();
  /** The later of two is answered as if it had come first. */
  const turned: Behaviour = {
    ...correct,
    start(inner) {
      const right = correct.start(inner);
      return {
        async handle(action) {
          if (action.user === 'first') await inner.sleep(1);
          return right.handle(action);
        },
      };
    },
  };
  const swapped = shadowed(turned, correct, true);
  const one = swapped.behaviour.start(given);
  const answers = [one.handle(act('first')), one.handle(act('second'))];
  await settled();
  wake();
  expect((await Promise.all(answers)).map(({ ok }) => ok)).toEqual([false, true]);
  await settled();
  expect(swapped.strayed()).toBe(0);

  const race = shadowed(behaviourOf('arena', 'check-then-set'), correct, true);
  const { given: others, wake: later } = ports();
  const two = race.behaviour.start(others);
  const both = [two.handle(act('first')), two.handle(act('second'))];
  await settled();
  later();
  expect((await Promise.all(both)).map(({ ok }) => ok)).toEqual([true, true]);
  await settled();
  expect(race.strayed()).toBe(1);
});

test('what the shadow knows outlives its process where that of the server does', async () => {
  for (const [outlives, strays] of [
    [true, 1],
    [false, 0],
  ] as const) {
    const { behaviour, strayed } = shadowed(correct, correct, outlives);
    await behaviour.start(ports().given).handle(act('u0'));
    await behaviour.start(ports().given).handle(act('u1'));
    await settled();
    expect(strayed()).toBe(strays);
  }
});
