import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '#lib/domain/finding/finding.ts';
import { locationExample, observationExample, SUBJECT_EXAMPLES } from '#lib/domain/finding/observation-example.ts';
import { toRecord } from '#lib/domain/finding/record.ts';
import { cpuStopwatch } from '#lib/testing.ts';
import { redactObservation } from './redact-observation.ts';
import { MASK } from './shapes.ts';

const KEY = new Uint8Array(32).fill(3);
const VALUE = 'canary-Value_0123456789/+xyz';

function secret(value: string | null, fields: Partial<Observation> = {}): Observation {
  return observationExample({ subject: { category: 'secret', value, match: null }, ...fields });
}

describe('redactObservation of a secret', () => {
  it('leaves no character of the value in any field', () => {
    const texts = [VALUE, encodeURIComponent(VALUE), btoa(VALUE), VALUE.slice(0, 14), VALUE.slice(10)];
    const all = texts.join(' and ');
    const o = secret(VALUE, {
      subject: { category: 'secret', value: VALUE, match: `key = "${VALUE}"` },
      rule: { id: 'r', name: all, helpUrl: `https://u:${VALUE}@x/` },
      title: all,
      message: all,
      remediation: all,
      references: [`https://x/?k=${encodeURIComponent(VALUE)}`],
      locations: [locationExample({ path: `conf/${VALUE}`, snippet: `key = "${VALUE}"`, label: all })],
      trusted: { value: VALUE, pathFree: true },
      suppression: { kind: 'external', justification: all },
    });
    const stored = JSON.stringify([redactObservation(o), toRecord(o, KEY)]);
    for (let at = 0; at + 10 <= VALUE.length; at += 1) expect(stored).not.toContain(VALUE.slice(at, at + 10));
    expect(stored).not.toContain(btoa(VALUE).slice(0, 12));
    expect(stored).not.toContain(encodeURIComponent(VALUE));
  });

  it('keeps what stands around the value, and nothing of a line where the value is not found', () => {
    const line = (snippet: string, value: string | null) =>
      redactObservation(secret(value, { locations: [locationExample({ snippet })] })).locations[0]?.snippet;
    expect(line(`key = "${VALUE}"`, VALUE)).toBe(`key = "${MASK}"`);
    expect(line('key = "something else"', VALUE)).toBe(MASK);
    expect(line('key = "hunter2"', null)).toBe(MASK);
    expect(line('key = "AKIA****"', 'AKIA****')).toBe(MASK);
  });

  it('masks what a message quotes of the line where nobody says which part of it is the value', () => {
    const said = (message: string, snippet: string) =>
      redactObservation(secret(null, { message, locations: [locationExample({ snippet })] })).message;
    const line = 'connect(password="hunter2hunter2")';
    expect(said('Password found: hunter2hunter2.', line)).toBe(`Password found: ${MASK}.`);
    expect(said('Password "correct horse" found', 'x = "correct horse"')).toBe(`Password "${MASK}" found`);
    expect(said('Hard-coded password in a call of "connect".', line)).toBe(
      `Hard-coded password in a call of "${MASK}".`,
    );
    expect(said('Found by rule generic-api-key2', line)).toBe('Found by rule generic-api-key2');
  });

  it('holds where the value crosses the place where a text is cut', () => {
    for (const before of [3990, 14_985, 23_990, 34_990]) {
      const text = `${'x '.repeat(before / 2)}${VALUE} tail`;
      const o = secret(VALUE, { message: text, locations: [locationExample({ snippet: text })] });
      expect(JSON.stringify(toRecord(o, KEY))).not.toContain(VALUE.slice(0, 10));
    }
  });

  it('never lets a value out, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 8, maxLength: 60 }), fc.string({ maxLength: 30 }), (raw, around) => {
        const value = `${raw}#K1`;
        const text = `${around}${value}${around}`;
        const o = secret(value, {
          message: text,
          subject: { category: 'secret', value, match: text },
          locations: [locationExample({ snippet: text })],
        });
        const { record } = toRecord(o, KEY);
        for (const shown of [record.message, record.locations[0]?.snippet, record.subjectDetail.match]) {
          expect(String(shown).includes(value)).toBe(false);
        }
      }),
    );
  });

  it('does not spend long on an absurd value', () => {
    const value = 'ab1\n'.repeat(300_000);
    const spent = cpuStopwatch();
    expect(JSON.stringify(toRecord(secret(value, { message: value }), KEY).record)).not.toContain('ab1');
    expect(spent()).toBeLessThan(3000);
  });
});

describe('redactObservation of anything else', () => {
  const token = ['gh', 'p_', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('');

  it('masks what looks like a secret in every category', () => {
    for (const subject of SUBJECT_EXAMPLES) {
      const o = observationExample({
        subject: subject.category === 'dast' ? { ...subject, url: `https://x/?token=${token}` } : subject,
        title: token,
        message: `found ${token}`,
        locations: [locationExample({ snippet: `x = ${token}`, label: token })],
      });
      expect(JSON.stringify(toRecord(o, KEY))).not.toContain(token);
    }
  });

  it('masks every quoted text where the finding is a credential in the code', () => {
    const o = observationExample({
      cwes: [259],
      message: "Possible hardcoded password: 'hunter2'",
      locations: [locationExample({ snippet: 'connect("root", "hunter2")' })],
    });
    expect(JSON.stringify(redactObservation(o))).not.toContain('hunter2');
  });

  it('shows no code around a place where a mask took lines away: its numbers would be wrong', () => {
    const shown = (text: string) =>
      redactObservation(observationExample({ locations: [locationExample({ around: { line: 1, text } })] }))
        .locations[0]?.around?.text;
    expect(shown(`a()\ntoken = "ghp_${'x1Y2z3'.repeat(6)}"\nb()`)).toContain(`\ntoken = "${MASK}`);
    const body = 'MIIEpAIBAAKCAQEA7bq2+example/0123456789abcdefghijklmnopqrstuvwxyzAB';
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n${body}\n-----END RSA PRIVATE KEY-----`;
    expect(shown(`a()\n${key}\nb()`)).toBeUndefined();
  });

  it('keeps paths as they are', () => {
    const path = 'deploy/token=abc123def/a.yml';
    expect(redactObservation(observationExample({ locations: [locationExample({ path })] })).locations[0]?.path).toBe(
      path,
    );
  });
});
