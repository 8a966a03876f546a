import { describe, expect, it } from 'vitest';
import { readEnv, requireKeys } from './env.ts';
import { Fault } from './errors.ts';

const fieldsOf = (work: () => unknown): string[] => {
  try {
    work();
  } catch (error) {
    return error instanceof Fault ? error.fields.map((field) => field.path) : ['not a fault'];
  }
  return [];
};

describe('configuration', () => {
  it('needs nothing: every variable has a default or may be absent', () => {
    const env = readEnv({});
    expect([env.PORT, env.PUBLIC_URL, env.LOG_LEVEL]).toEqual([3000, 'http://localhost:3000', 'info']);
    expect(env.DATA_DIR.endsWith('/.data')).toBe(true);
  });

  it('treats an empty variable as not set', () => {
    expect(readEnv({ PORT: '', DATABASE_URL: ' ' }).PORT).toBe(3000);
  });

  it('names every wrong variable at once', () => {
    const source = {
      PORT: '99999',
      DATABASE_URL: 'mysql://db',
      LOG_LEVEL: 'loud',
      UPLOADS_PER_MINUTE: '0',
      ORGANIZATION_UPLOADS_PER_MINUTE: '1.5',
      UPLOADS_AT_ONCE: 'many',
      STORED_REPORTS_GB: '-1',
      PUBLIC_URL: 'example.com',
      AUTH_SECRET: 'short',
    };
    expect(fieldsOf(() => readEnv(source)).sort()).toEqual(Object.keys(source).sort());
  });

  it('demands keys together with DATABASE_URL and only then', () => {
    expect(fieldsOf(() => requireKeys(readEnv({})))).toEqual([]);
    const own = readEnv({ DATABASE_URL: 'postgresql://u:p@db/x' });
    expect(fieldsOf(() => requireKeys(own))).toEqual(['AUTH_SECRET', 'ENCRYPTION_KEY']);
  });

  it('writes PUBLIC_URL without a slash at its end', () => {
    expect(readEnv({ PUBLIC_URL: 'https://plumbline.example.com/' }).PUBLIC_URL).toBe('https://plumbline.example.com');
  });
});

describe('the mail server', () => {
  const problems = (given: Record<string, string>) => {
    try {
      readEnv(given);
      return [];
    } catch (error) {
      return error instanceof Fault ? (error.fields ?? []).map(({ path }) => path) : [String(error)];
    }
  };

  it('needs a sender, and an address of SMTP', () => {
    const from = { MAIL_FROM: 'Plumbline <plumbline@example.com>' };
    expect(problems({ SMTP_URL: 'smtps://mail.example.com', ...from })).toEqual([]);
    expect(problems({ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'plumbline@example.com' })).toEqual([]);
    expect(problems({ SMTP_URL: 'smtps://mail.example.com' })).toEqual(['MAIL_FROM']);
    expect(problems({ SMTP_URL: 'https://mail.example.com', ...from })).toEqual(['SMTP_URL']);
  });

  it('has a sender of one line with one address', () => {
    for (const sender of ['Plumbline', 'a@b\r\nBcc: c@d', 'A <a@b>, C <c@d>', 'A\n <a@b>', '<>']) {
      expect(problems({ MAIL_FROM: sender })).toEqual(['MAIL_FROM']);
    }
  });
});
