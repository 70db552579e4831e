import type { Action } from './action.js';

/**
 * One action as a line of NDJSON, without the line end. Only ASCII that no line reader splits at and
 * no terminal obeys is left bare among the control characters: texts come from hostile servers.
 */
export function actionLine(action: Action): string {
  const text = JSON.stringify({
    id: action.id,
    user: action.user,
    resource: action.resource,
    step: action.step,
    intendedAtUs: action.intendedAtUs,
    sentAtUs: action.sentAtUs,
    settledAtUs: action.settledAtUs,
    outcome: action.outcome,
    action: action.action,
    reason: action.reason,
    retryAfterMs: action.retryAfterMs,
    serverAtUs: action.serverAtUs,
    cost: action.cost,
    connection: action.connection,
    node: action.node,
    group: action.group,
    phase: action.phase,
    value: action.value,
    token: action.token,
    machine: action.machine,
  });
  return breaking.test(text) ? text.replace(everyBreaking, escaped) : text;
}

/** What JSON leaves bare but some readers take for a line end or a terminal command. */
const breaking = /[\u007f-\u009f\u2028\u2029]/;
const everyBreaking = new RegExp(breaking, 'g');

const escaped = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
