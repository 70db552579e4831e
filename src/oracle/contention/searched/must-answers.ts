import { mustCodes, type Must, type Question, type Search } from '../search.js';

/** What windows alone prove of each action of a question, for those who ask of most of them. */
export function mustAnswers(search: Search, question: Question): (index: number) => Must['answer'] | null {
  const musts = search.musts?.(question) ?? null;
  const ask = (index: number): Must['answer'] | null => search.must(question, index)?.answer ?? null;
  if (musts === null) return ask;
  return (index) => {
    switch (musts[index]) {
      case mustCodes.accept:
        return 'accept';
      case mustCodes.reject:
        return 'reject';
      case mustCodes.ask:
        return ask(index);
      default:
        return null;
    }
  };
}
