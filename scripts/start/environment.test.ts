import { describe, expect, it } from 'vitest';
import { readEnv } from '#lib/env.ts';
import { linkKey, secondFactorKey } from '#lib/keys.ts';
import { processEnv, serviceEnv } from './environment.ts';

const keys = {
  AUTH_SECRET: 'a made-up secret for signing sessions',
  ENCRYPTION_KEY: 'a made-up secret for identities',
};
const env = readEnv({ ...keys, ENCRYPTION_KEY: `${keys.ENCRYPTION_KEY} of enough length` });
const database = { url: 'postgresql://plumbline@localhost/plumbline', socketDir: null };

describe('the environment of the processes', () => {
  it('holds both keys for commands, and for each process only the one that it needs', () => {
    expect(processEnv(env, database)).toMatchObject({ AUTH_SECRET: keys.AUTH_SECRET });
    const web = serviceEnv('web', env, database);
    expect(web.AUTH_SECRET).toBe(keys.AUTH_SECRET);
    expect(JSON.stringify(web)).not.toContain(keys.ENCRYPTION_KEY);
    const worker = serviceEnv('worker', env, database);
    expect(worker.ENCRYPTION_KEY).toContain(keys.ENCRYPTION_KEY);
    expect(JSON.stringify(worker)).not.toContain(keys.AUTH_SECRET);
  });

  it('gives the web process the key of second factors alone, and provider secrets to no other', () => {
    const web = serviceEnv('web', env, database);
    expect(web.PLUMBLINE_SECOND_FACTOR_KEY).toBe(secondFactorKey(`${keys.ENCRYPTION_KEY} of enough length`));
    expect(web.PLUMBLINE_LINK_KEY).toBe(linkKey(`${keys.ENCRYPTION_KEY} of enough length`));
    process.env.AUTH_OIDC_OKTA_SECRET = 'a secret of a provider';
    expect(serviceEnv('worker', env, database)).toMatchObject({ AUTH_OIDC_OKTA_SECRET: '' });
    expect(serviceEnv('web', env, database)).not.toHaveProperty('AUTH_OIDC_OKTA_SECRET');
    delete process.env.AUTH_OIDC_OKTA_SECRET;
  });

  it('tells the web process which mail server there is, and the worker alone how to sign in there', () => {
    const mailing = {
      ...env,
      SMTP_URL: 'smtps://plumbline:a-password@mail.example.com:2465',
      MAIL_FROM: 'p@example.com',
    };
    process.env.SMTP_URL = mailing.SMTP_URL;
    expect(serviceEnv('web', mailing, database)).toMatchObject({ SMTP_URL: 'smtps://mail.example.com:2465' });
    expect(serviceEnv('worker', mailing, database)).not.toHaveProperty('SMTP_URL');
    delete process.env.SMTP_URL;
  });

  it('names what is withheld, so that it is not inherited', () => {
    expect(serviceEnv('web', env, database).ENCRYPTION_KEY).toBe('');
  });
});
