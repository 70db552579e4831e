/**
 * The request id of a plan's step 0: ids of requests start at 1, so that servers that take 0 for absent work. A
 * broadcast names its action by the same id.
 */
export const firstRequestId = 1;
