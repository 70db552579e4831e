import { defineServer } from 'turnwise';

export default defineServer({
  describe: 'A server that never listens.',
  start: async () => {
    throw new TypeError('no table');
  },
});
