import type { Certificate, CertificateHeader, Claim, KeyFields } from './claims.js';

/** A certificate as NDJSON, line by line without line ends: the header, then a claim a line. */
export function* certificateLines({ header, claims }: Certificate): Iterable<string> {
  yield asciiJson(header);
  for (const { kind: _, ...claim } of claims) yield asciiJson(claim);
}

/**
 * Reads those lines again; blank ones are skipped.
 * @throws RangeError with the number of the line that is none of a certificate.
 */
export function certificateFrom(lines: Iterable<string>): Certificate {
  let header: CertificateHeader | null = null;
  const claims: Claim[] = [];
  let number = 0;
  for (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    try {
      if (header === null) header = headerOf(line);
      else claims.push(claimOf(line));
    } catch (error) {
      throw new RangeError(`line ${number} is no line of a certificate: ${(error as Error).message}`);
    }
  }
  if (header === null) throw new RangeError('a certificate has a header, and this is empty');
  return { header, claims };
}

type Fields = Readonly<Record<string, unknown>>;

function headerOf(line: string): CertificateHeader {
  const fields = fieldsOf(line);
  const isWhole =
    fields['certificate'] === 1 &&
    typeof fields['history'] === 'string' &&
    typeof fields['model'] === 'object' &&
    typeof fields['assumptions'] === 'object';
  if (!isWhole)
    throw new RangeError('the first one has "certificate": 1, "model", "assumptions" and "history"');
  return fields as unknown as CertificateHeader;
}

function claimOf(line: string): Claim {
  const fields = fieldsOf(line);
  if ('id' in fields) return decisionOf(fields);
  const key = keyOf(fields['key']);
  if (typeof fields['without'] === 'string') return { kind: 'without', key, without: fields['without'] };
  if (typeof fields['originUs'] === 'number') return { kind: 'origin', key, originUs: fields['originUs'] };
  if (typeof fields['unseenAtUs'] !== 'number')
    throw new RangeError('beside "key" there is "unseenAtUs", "originUs" or "without"');
  const { unseenAtUs, attempt } = fields;
  if (attempt === undefined) return { kind: 'unseen', key, unseenAtUs };
  return { kind: 'unseen', key, unseenAtUs, attempt: recordOf(attempt) };
}

function decisionOf({ id, decidedAtUs, decision, by }: Fields): Claim {
  if (typeof id !== 'string' && typeof id !== 'number') throw new RangeError('"id" is a text or a number');
  if (decision !== 'accept' && decision !== 'reject' && decision !== null)
    throw new RangeError('"decision" is "accept", "reject" or null');
  if (decidedAtUs !== null && typeof decidedAtUs !== 'number')
    throw new RangeError('"decidedAtUs" is a number or null');
  if (by === undefined) return { kind: 'decision', id, decidedAtUs, decision };
  if (by !== 'shortest' && by !== 'longest') throw new RangeError('"by" is "shortest" or "longest"');
  return { kind: 'decision', id, decidedAtUs, decision, by };
}

function keyOf(value: unknown): KeyFields {
  if (Array.isArray(value) && value.every((field) => field === null || typeof field === 'string'))
    return value as KeyFields;
  throw new RangeError('it has neither an "id" nor a "key"');
}

function fieldsOf(line: string): Fields {
  try {
    return recordOf(JSON.parse(line));
  } catch {
    throw new RangeError('it is no JSON object');
  }
}

function recordOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new RangeError('it is no JSON object');
}

/** What JSON leaves bare but some readers take for a line end or a terminal command. */
const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
