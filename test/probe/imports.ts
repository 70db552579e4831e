export { historyBuilder } from '../../src/history/columns.js';
export type { History } from '../../src/history/history.js';
export type { Model } from '../../src/models/model.js';
export type { Probe, ProbeSpec, Round } from '../../src/probe/contract.js';
