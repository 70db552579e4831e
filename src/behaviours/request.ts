import type { BehaviourAction, BehaviourAnswer, Handler } from './behaviour.js';

/** What a client sent, read without trust. */
export interface ServerRequest {
  readonly action: BehaviourAction;
  /** Repeated in the answer, when the client gave one. */
  readonly id?: string | number;
  /** Where the answer repeats it, as a dotted path; absent: at `id`. */
  readonly idAt?: string;
}

/**
 * Reads an action from what came in. A name that is missing or no text becomes empty, which
 * every behaviour answers with an error; nothing throws. `kind` is the kind of action when the
 * payload names none in `type`. A connection is never read: only the server knows its name.
 */
export function requestOf(payload: unknown, kind: string): ServerRequest {
  const fields: Record<string, unknown> = isRecord(payload) ? payload : {};
  const { id, user, resource, type, cost } = fields;
  const action = {
    user: textOf(user),
    resource: textOf(resource),
    action: textOf(type ?? kind),
    ...(cost === undefined ? {} : { cost: typeof cost === 'number' ? cost : NaN }),
  };
  return typeof id === 'string' || typeof id === 'number' ? { action, id } : { action };
}

/** Reads a text frame; one that is no JSON names nothing, so it is answered with an error. */
export function requestOfText(text: string): ServerRequest {
  try {
    return requestOf(JSON.parse(text), 'act');
  } catch {
    return requestOf(null, 'act');
  }
}

/** The frame that answers a text frame: the id first, if there was one, then the answer's fields. */
export function answerText({ id, idAt }: ServerRequest, answer: BehaviourAnswer): string {
  const repeated = idAt === undefined ? { id } : nested(idAt.split('.'), id);
  return JSON.stringify({ ...repeated, ...answer });
}

function nested([key = '', ...keys]: readonly string[], value: unknown): Record<string, unknown> {
  return { [key]: keys.length === 0 ? value : nested(keys, value) };
}

/** The event that answers an event nobody wants acknowledged: a limit speaks by an event of its own. */
export function answerEvent(
  request: ServerRequest,
  answer: BehaviourAnswer,
): { readonly event: string; readonly payload: Readonly<Record<string, unknown>> } {
  const { user, resource } = request.action;
  const payload = { id: request.id, user, resource, ...answer };
  if (answer.ok === undefined) return { event: 'failed', payload };
  return { event: answer.ok ? 'accepted' : 'rate_limited', payload };
}

/** Asks the handler; one that throws has failed, and the client learns no more than that. */
export async function answerOf(handler: Handler, action: BehaviourAction): Promise<BehaviourAnswer> {
  try {
    return await handler.handle(action);
  } catch {
    return { error: 'internal', message: 'the server failed on this action' };
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
