import { describe } from 'vitest';
import { killers, playTable } from './kill-table.js';

describe('docs/mutants.md, every scenario', () => {
  playTable(killers);
});
