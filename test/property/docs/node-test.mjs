import test from 'node:test';
import { cooldown, laws } from 'turnwise/property';

const debounce = ({ nowMs }) => {
  let lastMs = -Infinity;
  return () => {
    const accepted = nowMs() - lastMs >= 1000;
    lastMs = nowMs();
    return { accepted };
  };
};

const second = cooldown({ per: [], everyUs: 1_000_000 });

test('never lets two through in a second', () => laws.neverMoreThanTheModel(debounce, second));
