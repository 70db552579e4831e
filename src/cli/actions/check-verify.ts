import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Assumptions } from '../../models/assumptions.js';
import type { Model } from '../../models/model.js';
import { historyHash } from '../../oracle/verify/belongs.js';
import { forgetfulness } from '../../oracle/verify/testimony.js';
import { verifyCertificate } from '../../oracle/verify/verify-certificate.js';
import { verifyCore } from '../../oracle/verify/verify-core.js';
import { Problem } from '../../scenario/problem.js';
import { exitCodes } from '../exit-codes.js';
import { sha256 } from '../../playing/sha256.js';
import type { Screen } from '../screen.js';
import type { StoredRun } from '../stored-run.js';
import { readCertificate, withoutText } from './check-certificate.js';
import { storedCore, type StoredCore } from './check-core.js';

/** One thing that was verified. `open`: neither confirmed nor refuted; `left-out`: nothing to try out. */
interface Finding {
  readonly what: string;
  readonly result: 'verified' | 'wrong' | 'open' | 'left-out';
  readonly because: string;
}

/** What is verified: a history, where it lies, and the certificate that was named, if any. */
export interface Request {
  readonly path: string;
  readonly run: StoredRun;
  readonly assumptions: Assumptions;
  readonly certificate: string | null;
  readonly json: boolean;
}

/**
 * Verifies what was claimed of a history, by other code than claimed it: its certificate, and of each
 * violation beside it that no order and no instants explain it. One line each; sets the exit code.
 */
export function verify(request: Request, screen: Screen): void {
  const findings: Finding[] = [];
  const found = (finding: Finding): void => {
    findings.push(finding);
    if (request.json) return;
    const style = { verified: 'green', wrong: 'red', open: 'yellow', 'left-out': 'dim' } as const;
    const label = { verified: 'verified', wrong: 'WRONG', open: 'not verified', 'left-out': 'left out' }[
      finding.result
    ];
    screen.print(`${finding.what}: ${screen.paint(style[finding.result], label)}, ${finding.because}`);
  };
  const certificate = request.certificate ?? certificateBeside(request.path);
  if (certificate !== null) found(ofCertificate(certificate, request));
  for (const core of coresOf(request)) found(ofCore(core, request));
  if (findings.length === 0)
    throw new Problem(
      'there is nothing to verify: no certificate (`--certificate` writes one), no violations',
      {
        file: request.path,
      },
    );
  if (request.json) screen.print(JSON.stringify({ findings }, null, 2));
  process.exitCode = exitCodeOf(findings);
}

function exitCodeOf(findings: readonly Finding[]): number {
  if (findings.some(({ result }) => result === 'wrong')) return exitCodes.fail;
  return findings.some(({ result }) => result === 'open') ? exitCodes.inconclusive : exitCodes.pass;
}

function certificateBeside(path: string): string | null {
  const file = join(path, 'certificate.ndjson');
  return existsSync(file) ? file : null;
}

function ofCertificate(file: string, { run, assumptions }: Request): Finding {
  const certificate = readCertificate(file);
  const { model, history } = run;
  const hash = historyHash(history, sha256());
  const verified = verifyCertificate({ model, history, assumptions, certificate, hash });
  switch (verified.kind) {
    case 'verified': {
      const because = `${verified.actions} actions replayed${withoutText(verified.without)}`;
      return { what: file, result: verified.without.length > 0 ? 'open' : 'verified', because };
    }
    case 'wrong': {
      const line = verified.claim === null ? '' : `line ${verified.claim + 2}: `;
      return { what: file, result: 'wrong', because: `${line}${verified.because}` };
    }
    case 'foreign':
      throw new Problem(verified.because, { file });
    case 'not-verifiable':
      return { what: file, result: 'open', because: verified.because };
  }
}

interface NamedCore {
  readonly file: string;
  readonly core: StoredCore;
}

/** The violations beside a run, or the one that was named itself. */
function* coresOf({ path }: Request): Iterable<NamedCore> {
  const folder = join(path, 'violations');
  if (!existsSync(folder)) {
    const core = existsSync(join(path, 'plan.json')) ? null : storedCore(path);
    if (core !== null) yield { file: path, core };
    return;
  }
  const numbers = readdirSync(folder).flatMap((name) => /^(\d+)\.ndjson$/.exec(name)?.[1] ?? []);
  for (const number of numbers.sort((a, b) => Number(a) - Number(b))) {
    const file = join(folder, `${number}.ndjson`);
    const core = storedCore(file);
    if (core === null) throw new Problem('this does not say how to judge it, as violations do', { file });
    yield { file, core };
  }
}

const decided: readonly string[] = ['false-accept', 'false-reject', 'no-explanation'];

function ofCore({ file, core }: NamedCore, { run }: Request): Finding {
  const open = (because: string): Finding => ({ what: file, result: 'open', because });
  if (!decided.includes(core.head.kind))
    return {
      what: file,
      result: 'left-out',
      because: `${core.head.kind} is no matter of order and instants`,
    };
  if (!core.head.isSufficient) return open('it takes more of the history than is in the file');
  const forgetful = forgetfulness(run.history, core.assumptions);
  if (forgetful !== null) return open(forgetful);
  if (!isSameModel(core.model, run.model)) return open(`it is about another model, ${core.model.describe}`);
  const verified = verifyCore(core);
  switch (verified.kind) {
    case 'proven':
      return {
        what: file,
        result: 'verified',
        because: `${verified.actions} actions, no order or instants explain them`,
      };
    case 'explained':
      return { what: file, result: 'wrong', because: verified.because };
    case 'not-verifiable':
      return open(verified.because);
  }
}

const isSameModel = (a: Model, b: Model): boolean =>
  a.name === b.name && JSON.stringify(a.parameters) === JSON.stringify(b.parameters);
