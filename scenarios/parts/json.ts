import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RawData } from 'ws';

/** What somebody sent, before anybody has looked at it. */
export type Json = Readonly<Record<string, unknown>>;

/** A JSON object; what is none, or no JSON at all, has no fields. */
export function jsonOf(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Json) : {};
  } catch {
    return {};
  }
}

/** A frame of a WebSocket as a JSON object. */
export function frameOf(data: RawData): Json {
  return jsonOf((Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as Buffer)).toString());
}

/** The body of a request as a JSON object. */
export async function bodyOf(request: IncomingMessage): Promise<Json> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return jsonOf(Buffer.concat(chunks).toString());
}

/** Answers with JSON. */
export function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A text of letters, digits and underscores, as names are; else `null`. */
export function nameIn(value: unknown): string | null {
  return typeof value === 'string' && /^\w{1,40}$/.test(value) ? value : null;
}
