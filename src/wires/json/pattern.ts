import { isRecord, type Json, type JsonRecord } from './json.js';

/** One pattern, or several of which one has to match. A list at the top is always several. */
export type Patterns = Json;

/** Whether a document matches. */
export type Matcher = (document: unknown) => boolean;

/**
 * Deep partial equality: every key of the pattern must be there and match, further keys are free.
 * Lists match place by place and at full length; anything else matches only itself. The depth of
 * the comparison is the pattern's, so a document nested without end costs nothing.
 */
export function matcherOf(patterns: Patterns): Matcher {
  if (!Array.isArray(patterns)) return compile(patterns);
  const matchers = (patterns as readonly Json[]).map(compile);
  return (document) => matchers.some((matches) => matches(document));
}

function compile(pattern: Json): Matcher {
  if (Array.isArray(pattern)) return listMatcher(pattern as readonly Json[]);
  if (typeof pattern === 'object' && pattern !== null) return recordMatcher(pattern as JsonRecord);
  return (value) => value === pattern;
}

function listMatcher(pattern: readonly Json[]): Matcher {
  const matchers = pattern.map(compile);
  return (value) =>
    Array.isArray(value) &&
    value.length === matchers.length &&
    matchers.every((matches, index) => matches(value[index]));
}

function recordMatcher(pattern: JsonRecord): Matcher {
  const entries = Object.entries(pattern).map(([key, part]) => [key, compile(part)] as const);
  return (value) => {
    if (!isRecord(value)) return false;
    for (const [key, matches] of entries) {
      if (!Object.hasOwn(value, key) || !matches(value[key])) return false;
    }
    return true;
  };
}
