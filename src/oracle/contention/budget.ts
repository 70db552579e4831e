/** How many more steps a search may take. Counted, not timed, so that results can be repeated. */
export interface Budget {
  left: number;
}
