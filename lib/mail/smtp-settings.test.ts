import { describe, expect, it } from 'vitest';
import { smtpSettings } from './smtp-settings.ts';

describe('SMTP_URL', () => {
  it('says host, port and how the connection is encrypted', () => {
    expect(smtpSettings('smtps://a%40b:p%2Fw@mail.example.com')).toEqual({
      host: 'mail.example.com',
      port: 465,
      ...{ secure: true, requireTLS: true, ignoreTLS: false },
      auth: { user: 'a@b', pass: 'p/w' },
    });
    expect(smtpSettings('smtp://[::1]:2525')).toMatchObject({ host: '::1', port: 2525, auth: null, requireTLS: false });
    expect(smtpSettings('smtp://mail.example.com')).toMatchObject({ port: 587, requireTLS: false, ignoreTLS: false });
  });

  it('demands encryption where it is asked for, and where a password would cross a network', () => {
    const demanded = (url: string) => smtpSettings(url).requireTLS;
    expect(demanded('smtp://mail.example.com?requireTLS=true')).toBe(true);
    expect(demanded('smtp://user:pass@mail.example.com')).toBe(true);
    expect(demanded('smtp://user:pass@mail.example.com?requireTLS=false')).toBe(false);
    expect(demanded('smtp://user:pass@localhost:25')).toBe(false);
    expect(demanded('smtp://user:pass@127.0.0.1.example.com')).toBe(true);
    expect(smtpSettings('smtp://mail.example.com?ignoreTLS=true')).toMatchObject({
      ignoreTLS: true,
      requireTLS: false,
    });
  });
});
