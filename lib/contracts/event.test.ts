import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { webhookEvent } from './event.ts';

describe('the bodies in docs/webhooks.md', () => {
  it('are what is sent, letter for letter of every field, one for each type', () => {
    const text = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
    const bodies = [...text.matchAll(/```json\n(.*?)```/gs)].map((match) => JSON.parse(match[1] ?? ''));
    // Parsing leaves out what is not in the schema.
    for (const body of bodies) expect(webhookEvent.parse(body)).toEqual(body);
    const types = webhookEvent.options.map(({ shape }) => shape.type.value);
    expect(bodies.map(({ type }) => type).sort()).toEqual([...types].sort());
  });
});
