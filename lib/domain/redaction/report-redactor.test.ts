import { describe, expect, it } from 'vitest';
import { type FieldPlace, ReportRedactor } from './report-redactor.ts';
import { MARKS } from './secret-mark.ts';

const KEY = new Uint8Array(32).fill(3);
let container = 0;
const at = (position: string | null, key: string | null = 'message', name: string | null = null): FieldPlace => {
  container += 1;
  const keys = `${position ?? ''}.${key ?? ''}`.split(/[.[\]]+/);
  return {
    key,
    isKey: false,
    name,
    position: () => position,
    isWithin: (matches) => keys.some((each) => matches(each, false)),
    container,
  };
};
const shown = (text: string): string => text.replace(MARKS, '●');
const word = (text: string, position: string) => ({
  text,
  mark: `redacted:hmac-${'ab'.repeat(16)}`,
  kind: 'word' as const,
  position,
});

describe('ReportRedactor', () => {
  it('finds nothing to mask in a report without secrets', () => {
    const redactor = new ReportRedactor(KEY);
    redactor.note('const token = next(tokens);', at(null));
    expect(redactor.found).toBe(false);
  });

  it('masks in every text what looks like a secret in one', () => {
    const redactor = new ReportRedactor(KEY);
    redactor.note('https://x/login?password=hexter-s3cret77', at(null));
    expect(redactor.found).toBe(true);
    expect(shown(redactor.redact('the value hexter-s3cret77 was sent', at(null)))).toBe('the value ● was sent');
  });

  it('keeps no text that lies in a member to be dropped, however deep and harmless', () => {
    const redactor = new ReportRedactor(KEY);
    redactor.drop((key) => key === 'value');
    redactor.note('plain', at('rows[0].value.inner[1]', 'inner'));
    expect(redactor.found).toBe(true);
    expect(redactor.redact('plain', at('rows[0].value.inner[1]', 'inner'))).toBe('');
    expect(redactor.redact('other', at('rows[0]', 'value'))).toBe('');
    expect(redactor.redact('other', at('rows[0].name', 'name'))).toBe('other');
    expect(redactor.redact('value', { ...at('rows[0].value', 'value'), isKey: true })).toBe('value');
  });

  it('keeps no number in a member to be dropped, and knows that it found one', () => {
    const redactor = new ReportRedactor(KEY);
    expect(redactor.dropsNumber).toBeNull();
    redactor.drop((key) => key === 'value');
    expect(redactor.dropsNumber?.(at('rows[0]', 'id'))).toBe(false);
    expect(redactor.found).toBe(false);
    expect(redactor.dropsNumber?.({ ...at('rows[0].value', 'pin'), isKey: true })).toBe(true);
    expect(redactor.found).toBe(true);
  });

  it('masks a common word only where it stands as a secret', () => {
    const redactor = new ReportRedactor(KEY);
    redactor.note('password = "production"', at(null));
    expect(shown(redactor.redact('password = "production"', at(null)))).toBe('password = "●"');
    expect(redactor.redact('deployed to production', at(null))).toBe('deployed to production');
  });

  it('masks the words of one result in that result alone, and not in its path or rule', () => {
    const redactor = new ReportRedactor(KEY);
    redactor.learn(word('root', 'results[1]'));
    expect(shown(redactor.redact('user root, chroot', at('results[1].extra.message')))).toBe('user ●, chroot');
    for (const position of ['results[2]', 'results[11]', 'results', null]) {
      expect(redactor.redact('user root', at(position))).toBe('user root');
    }
    expect(redactor.redact('/root/a.py', at('results[1]', 'path'))).toBe('/root/a.py');
  });

  it('knows a secret by the name of its field, also where name and value are two fields', () => {
    const redactor = new ReportRedactor(KEY);
    expect(shown(redactor.redact('correcthorse', at(null, 'db_password')))).toBe('●');
    expect(shown(redactor.redact('correcthorse', at(null, 'value', 'DB_PASSWORD')))).toBe('●');
    expect(shown(redactor.redact('sid=abc123def456; lang=en', at(null, 'value', 'Cookie')))).toBe('sid=●; lang=en');
    expect(shown(redactor.redact('Basic YWRtaW46aHVudGVyMg==', at(null, 'authorization')))).toBe('Basic ●');
    for (const [text, key] of [
      ['correcthorse', 'passwordPolicy'],
      ['correcthorse', 'value'],
      ['Enter your password', 'password'],
      ['4539578763621486', 'similarityId'],
      ['true', 'secret'],
    ] as const) {
      expect(redactor.redact(text, at(null, key))).toBe(text);
    }
  });

  it('changes nothing when what it made is redacted again', () => {
    const redactor = new ReportRedactor(KEY);
    const text = 'password="hunter2" postgres://app:hunter2x@db Authorization: Bearer abcdefgh1234';
    const once = redactor.redact(text, at(null));
    const again = new ReportRedactor(KEY);
    again.note(once, at(null));
    expect(again.found).toBe(false);
    expect(again.redact(once, at(null))).toBe(once);
  });
});
