import { timingSafeEqual } from 'node:crypto';
import { derive } from './hash-password.ts';

const FORM = /^scrypt\$(\d{1,2})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,})\$([\w-]{22,})$/;

/** Belongs to nobody: so that an unknown address takes as long to refuse as a known one. */
const NOBODY = `scrypt$17$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Null stands for a person who does not exist or has no password: never true, and as slow. */
export async function verifyPassword(password: string, encoded: string | null): Promise<boolean> {
  const known = FORM.exec(encoded ?? '');
  const [, cost, blockSize, parallelism, salt, key] = known ?? FORM.exec(NOBODY) ?? [];
  const wanted = Buffer.from(key ?? '', 'base64url');
  const parameters = { cost: Number(cost), blockSize: Number(blockSize), parallelism: Number(parallelism) };
  const found = await derive(password, Buffer.from(salt ?? '', 'base64url'), parameters, wanted.length);
  return timingSafeEqual(found, wanted) && known !== null;
}
