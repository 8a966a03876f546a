import { describe, expect, it } from 'vitest';
import type { Observation } from '#lib/domain/finding/finding.ts';
import { locationExample, observationExample } from '#lib/domain/finding/observation-example.ts';
import { secretMark } from './secret-mark.ts';
import { secretTexts } from './secret-texts.ts';

const KEY = new Uint8Array(32).fill(3);

function secret(value: string | null, match: string | null, fields: Partial<Observation> = {}): Observation {
  return observationExample({ subject: { category: 'secret', value, match }, ...fields });
}

describe('secretTexts', () => {
  it('is the value where the report has it', () => {
    const texts = secretTexts(secret('hunter2hunter2', 'key = hunter2hunter2'), KEY);
    const mark = secretMark(KEY, 'hunter2hunter2');
    expect(texts).toEqual([{ text: 'hunter2hunter2', mark, kind: 'value', position: 'results[0]' }]);
  });

  it('is the whole line and what is quoted of it where it has not', () => {
    const message = 'A password (hunter2hunter2) in the code.';
    const texts = secretTexts(secret(null, '  key = hunter2hunter2', { message }), KEY);
    expect(texts.map((each) => each.text)).toEqual(['hunter2hunter2', 'key = hunter2hunter2']);
  });

  it('leaves alone what the scanner has masked, what is too short, and findings of other kinds', () => {
    const locations = [locationExample({ snippet: null })];
    for (const match of [null, 'key = ****', 'key: x']) {
      expect(secretTexts(secret(null, match, { locations }), KEY)).toEqual([]);
    }
    expect(secretTexts(observationExample({ subject: { category: 'sast' } }), KEY)).toEqual([]);
  });
});
