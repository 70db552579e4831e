/** How every reason to survive begins, in a simulation. */
export const shownText =
  /^(it answered as the correct server does, every time: |(one answer was|[\d,]+ answers were) wrong, and each of them could have been right: )\S/u;
