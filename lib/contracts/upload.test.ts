import { describe, expect, it } from 'vitest';
import { uploadParams } from './upload.ts';

describe('uploadParams', () => {
  const token = ['gh', 'p_', 'A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8'].join('');

  it.each(['label', 'ref', 'run_id', 'pipeline', 'scanner'])(
    'masks a secret in %s, which is stored and shown',
    (name) => {
      const params = uploadParams.parse({ repo: 'acme/web', [name]: `job ${token}` });
      expect(params).toMatchObject({ [name]: 'job ●●●●' });
    },
  );

  it.each([
    ['https://deploy:hexter-s3cret66@ci.example.com/run/5', 'https://ci.example.com/run/5'],
    ['https://deploytoken@ci.example.com/run/5', 'https://ci.example.com/run/5'],
    ['https://ci.example.com/run/5?token=hexter-s3cret66', 'https://ci.example.com/run/5?token=●●●●'],
    ['https://ci.example.com/@me/run/5', 'https://ci.example.com/@me/run/5'],
  ])('keeps no user, password or token of the address %s', (run_url, kept) => {
    expect(uploadParams.parse({ repo: 'acme/web', run_url }).run_url).toBe(kept);
  });

  it('leaves ordinary words as they are', () => {
    const given = {
      label: 'jsonwebtoken',
      ref: 'feature/password-reset',
      run_id: '17:3',
      pipeline: '.github/workflows/token.yml',
    };
    expect(uploadParams.parse({ repo: 'acme/web', ...given })).toMatchObject(given);
  });

  it('takes an empty parameter as one that was not given, as CI systems send unknown variables', () => {
    const unknown = { ref: '', commit: '', run_id: '', run_url: '', started_at: '', complete: '' };
    expect(uploadParams.parse({ repo: 'acme/web', ...unknown })).toEqual(uploadParams.parse({ repo: 'acme/web' }));
  });

  it.each([
    ['scanner', ''],
    ['commit', 'main'],
    ['run_url', 'javascript:alert(1)'],
    ['started_at', 'yesterday'],
  ])('still refuses a %s that is none', (name, value) => {
    expect(uploadParams.safeParse({ repo: 'acme/web', [name]: value }).success).toBe(false);
  });
});
