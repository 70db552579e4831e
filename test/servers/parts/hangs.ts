import { defineServer } from 'turnwise';

export default defineServer({
  describe: 'A server that never listens.',
  start: () => {
    process.stderr.write(`${process.pid}\n`);
    return new Promise<never>(() => setInterval(() => undefined, 1000));
  },
});
