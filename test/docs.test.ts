import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { models } from '../src/models/index.js';
import { modelOf } from '../src/scenario/model-of.js';

const text = readFileSync(new URL('../docs/models.md', import.meta.url), 'utf8');
const snippets = [...text.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, body]) => body ?? '');
const written = snippets.map((snippet) => (parse(snippet) as { model: unknown }).model);

describe('docs/models.md', () => {
  it.each(written.map((model) => [JSON.stringify(model)]))('%s is a model', (model) => {
    expect(modelOf(model).describe).not.toBe('');
  });

  it('names every model there is', () => {
    const named = written.map((model) => Object.keys(model as object)[0]);
    expect(new Set(named)).toEqual(new Set([...Object.keys(models), 'allOf']));
  });
});
