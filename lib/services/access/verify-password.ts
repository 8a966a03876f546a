import { timingSafeEqual } from 'node:crypto';
import { derive, passwordCost } from './hash-password.ts';

const FORM = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,})\$([\w-]{22,})$/;

/** A hash that no password matches: verifying against it makes refusing an unknown address take as long as a known one. */
function nobody(): string {
  const { cost, blockSize, parallelism } = passwordCost;
  return `scrypt$${cost}$${blockSize}$${parallelism}$${'A'.repeat(22)}$${'A'.repeat(43)}`;
}

/** Pass null for a user who does not exist or has no password: the answer is false, after the same time. */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  const known = FORM.exec(encoded ?? '');
  const [, cost, blockSize, parallelism, salt, key] = known ?? FORM.exec(nobody()) ?? [];
  const wanted = Buffer.from(key ?? '', 'base64url');
  const parameters = { cost: Number(cost), blockSize: Number(blockSize), parallelism: Number(parallelism) };
  const found = await derive(password, Buffer.from(salt ?? '', 'base64url'), parameters, wanted.length);
  return timingSafeEqual(found, wanted) && known !== null;
}
