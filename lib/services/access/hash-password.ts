import { randomBytes, scrypt } from 'node:crypto';
import { Fault } from '#lib/errors.ts';

export interface ScryptParameters {
  /** N = 2 ** cost. */
  cost: number;
  blockSize: number;
  parallelism: number;
}

/** OWASP's recommendation: 128 MiB and about a third of a second for each guess. */
const PARAMETERS: ScryptParameters = { cost: 17, blockSize: 8, parallelism: 1 };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Each derivation takes 128 MiB: more at once, or a long queue, would let strangers exhaust the process. */
const AT_ONCE = 2;
const WAITING = 40;
let active = 0;
const queue: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (active < AT_ONCE) {
    active += 1;
    return;
  }
  if (queue.length >= WAITING) {
    throw new Fault('unavailable', 'Too many people sign in at this moment. Try again in a few seconds.', {
      retryAfter: 5,
    });
  }
  // Whoever ends hands the turn on, so the count stays.
  await new Promise<void>((resolve) => queue.push(resolve));
}

function endTurn(): void {
  const next = queue.shift();
  if (next) next();
  else active -= 1;
}

/** @throws Fault `unavailable` when too many wait already */
export async function derive(
  password: string,
  salt: Buffer,
  parameters: ScryptParameters,
  length: number,
): Promise<Buffer> {
  const N = 2 ** parameters.cost;
  const options = { N, r: parameters.blockSize, p: parameters.parallelism, maxmem: 256 * N * parameters.blockSize };
  await takeTurn();
  try {
    return await new Promise<Buffer>((resolve, reject) => {
      // The same characters typed on two systems may differ in their bytes.
      scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    endTurn();
  }
}

/** `scrypt$17$8$1$salt$key`: the parameters travel with the hash, so that they can be raised later. */
export async function hashPassword(password: string, parameters: ScryptParameters = PARAMETERS): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, parameters, KEY_BYTES);
  const { cost, blockSize, parallelism } = parameters;
  return ['scrypt', cost, blockSize, parallelism, salt.toString('base64url'), key.toString('base64url')].join('$');
}
