/** Reads a file piece by piece and parses each line, and nothing else. */
import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const file = openSync(process.argv[2], 'r');
const decoder = new StringDecoder('utf8');
const bytes = Buffer.alloc(1 << 20);
let rest = '';
let lines = 0;
for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
  const pieces = (rest + decoder.write(bytes.subarray(0, count))).split('\n');
  rest = pieces.pop();
  for (const piece of pieces) if (typeof JSON.parse(piece) === 'object') lines++;
}
closeSync(file);
process.stdout.write(`${lines}\n`);
