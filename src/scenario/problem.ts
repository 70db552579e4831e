/**
 * Bad input by the user: one clear message with the place it is about. The command line prints it
 * and exits with 3; nothing else ever exits with 3.
 */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly place: Place | null;

  constructor(message: string, place: Place | null = null) {
    super(place === null ? message : `${placeText(place)}: ${message}`);
    this.place = place;
  }
}

/** Where in a file; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

function placeText(place: Place): string {
  return [place.file, place.line, place.column].filter((part) => part !== undefined).join(':');
}
