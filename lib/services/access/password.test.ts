import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newPassword } from '#lib/contracts/setup.ts';
import { hashPassword, passwordCost } from './hash-password.ts';
import { verifyPassword } from './verify-password.ts';

const CHEAP = { cost: 10, blockSize: 8, parallelism: 1 };

/** What a process has that is no test. */
const realCost = JSON.parse(
  execFileSync(process.execPath, [
    '-e',
    `import(${JSON.stringify(join(import.meta.dirname, 'hash-password.ts'))}).then((it) => console.log(JSON.stringify(it.passwordCost)))`,
  ]).toString(),
);
const inTests = { ...passwordCost };

beforeAll(() => {
  Object.assign(passwordCost, realCost);
});
afterAll(() => {
  Object.assign(passwordCost, inTests);
});

describe('passwords', () => {
  it('are kept as scrypt with N=2^17, r=8, p=1 and verified with the parameters beside the hash', async () => {
    const strong = await hashPassword('three unrelated words');
    expect(strong).toMatch(/^scrypt\$17\$8\$1\$[\w-]{22}\$[\w-]{43}$/);
    expect(await verifyPassword('three unrelated words', strong)).toBe(true);
    const cheap = await hashPassword('three unrelated words', CHEAP);
    expect(cheap).toMatch(/^scrypt\$10\$/);
    expect(await verifyPassword('three unrelated words', cheap)).toBe(true);
    expect(await verifyPassword('three unrelated word', cheap)).toBe(false);
  });

  it('get a salt of their own', async () => {
    const [one, two] = await Promise.all([
      hashPassword('same same same', CHEAP),
      hashPassword('same same same', CHEAP),
    ]);
    expect(one).not.toBe(two);
  });

  it('match whether letters are typed composed or decomposed', async () => {
    const hash = await hashPassword('caf\u00e9 caf\u00e9 caf\u00e9', CHEAP);
    expect(await verifyPassword('cafe\u0301 cafe\u0301 cafe\u0301', hash)).toBe(true);
  });

  it.each([null, '', 'plain', 'scrypt$10$8$1$x$y', '$2b$10$abcdefghijklmnopqrstuv'])(
    'never match what is not a hash of ours (%s), and take as long',
    async (encoded) => {
      const since = performance.now();
      expect(await verifyPassword('', encoded)).toBe(false);
      expect(performance.now() - since).toBeGreaterThan(50);
    },
  );

  it('that are short, endless or of few different characters are refused', () => {
    const words = ['short', 'aaaaaaaaaaaaaa', '1212121212121212', 'x'.repeat(201)];
    expect(words.filter((word) => newPassword.safeParse(word).success)).toEqual([]);
    expect(newPassword.safeParse('three unrelated words').success).toBe(true);
  });
});
