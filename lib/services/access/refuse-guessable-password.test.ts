import { describe, expect, it } from 'vitest';
import { refuseGuessablePassword } from './refuse-guessable-password.ts';

const OWNER = { email: 'ada.lovelace@example.com', names: ['Ada Lovelace', 'Analytical Engines Inc.'] };
const wordsOf = (password: string) =>
  refuseGuessablePassword(password, OWNER).then(
    () => 'accepted',
    (error) => error.fields[0].message,
  );

describe('a new password', () => {
  it.each([
    '1qaz2wsx3edc',
    'QWERTY123456',
    '  motherfucker ',
    'administrator1',
    'changeme1234',
    '!!iloveyou1234',
    'P@ssw0rd1234',
    'monkeymonkey99',
    '12345678901234',
    'abcdefghijkl',
    'qwertyuiopas',
    'Correct Horse Battery Staple',
  ])('is not one that is guessed first: %s', async (password) =>
    expect(await wordsOf(password)).toContain('guessed first. Choose three or four unrelated words'),
  );

  it.each(['Plumbline-2026', 'ada.lovelace.1', 'Lovelace1815!!', 'AnalyticalEnginesInc', 'lovelace-plumbline'])(
    'is not made of names that others know: %s',
    async (password) => expect(await wordsOf(password)).toContain('names that others know'),
  );

  it.each([
    'three unrelated words',
    'password of a heron',
    'x7#kQ9!mTz2w',
    'ada likes green kettles',
    'dragon shadow 81',
  ])('may be: %s', async (password) => expect(await wordsOf(password)).toBe('accepted'));
});
