import { vi } from 'vitest';

/** The same tests with many more schedules; they read how many when they are loaded. */
vi.stubEnv('TURNWISE_TEST_SCHEDULES', '1500');

await import('./rate-limiter-flexible.test.js');
await import('./express-rate-limit.test.js');
await import('./limiter.test.js');
await import('./bottleneck.test.js');
await import('./upstash.test.js');
