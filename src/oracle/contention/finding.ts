/** What windows alone say of one answer. */
export type Finding =
  'true-accept' | 'true-reject' | 'false-accept' | 'false-reject' | 'near-edge' | 'undecidable';
