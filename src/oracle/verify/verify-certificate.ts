import type { History } from '../../history/history.js';
import type { Assumptions } from '../../models/assumptions.js';
import type { Model } from '../../models/model.js';
import { foreignness } from './belongs.js';
import type { Certificate, Verification } from './claims.js';
import { keyText, Wrong } from './course.js';
import { hear, hearingOf, unclaimed, type Hearing } from './hearing.js';
import { readingsOf } from './readings.js';
import { forgetfulness, witnessOf } from './testimony.js';

/** What a certificate is verified against. */
export interface Charge {
  readonly model: Model;
  readonly history: History;
  readonly assumptions: Assumptions;
  readonly certificate: Certificate;
  /** The digest of the history, as `historyHash` gives it. */
  readonly hash: string;
}

/**
 * Replays a certificate: each action at its instant through the model's `decide`, key by key in the
 * order of the claims. Checks that every sent action has exactly one claim, that its instant is a
 * whole microsecond in its widened window, that no key goes back in time, and that the model decides
 * as was seen. Shares nothing with the searches but the records they all read. Linear in the claims.
 */
export function verifyCertificate(charge: Charge): Verification {
  const { model, history, assumptions, certificate } = charge;
  const foreign = foreignness(charge);
  if (foreign !== null) return { kind: 'foreign', because: foreign };
  const forgetful = forgetfulness(history, assumptions);
  if (forgetful !== null) return { kind: 'not-verifiable', because: forgetful };
  const readings = readingsOf(model, assumptions);
  const witness = witnessOf(history, model, assumptions);
  return hearAll(hearingOf(model, assumptions, readings, witness, history.length), certificate);
}

function hearAll(hearing: Hearing, { claims }: Certificate): Verification {
  for (let claim = 0; claim < claims.length; claim++) {
    try {
      hear(hearing, claims[claim]);
    } catch (error) {
      if (error instanceof Wrong) return { kind: 'wrong', because: error.message, claim };
      throw error;
    }
  }
  const missing = unclaimed(hearing);
  if (missing !== null) {
    const because = `action ${JSON.stringify(missing.id)} on ${keyText(missing.key)} has no line`;
    return { kind: 'wrong', because, claim: null };
  }
  return { kind: 'verified', actions: hearing.claimed.size, without: [...hearing.without.values()] };
}
