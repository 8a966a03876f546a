import { randomBytes, scrypt } from 'node:crypto';

export interface ScryptParameters {
  /** N = 2 ** cost. */
  cost: number;
  blockSize: number;
  parallelism: number;
}

/** OWASP's recommendation: 128 MiB and about a third of a second for each guess. */
const RECOMMENDED: Readonly<ScryptParameters> = { cost: 17, blockSize: 8, parallelism: 1 };
/** What new hashes cost, and refusals of who is unknown. Only tests that are not about it change it. */
export const passwordCost: ScryptParameters = { ...RECOMMENDED };
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Takes 128 MiB with our parameters: callers that strangers can reach must limit how many run at a time. */
export async function derive(
  password: string,
  salt: Buffer,
  parameters: ScryptParameters,
  length: number,
): Promise<Buffer> {
  const N = 2 ** parameters.cost;
  const options = { N, r: parameters.blockSize, p: parameters.parallelism, maxmem: 256 * N * parameters.blockSize };
  return new Promise<Buffer>((resolve, reject) => {
    // Two systems may encode the same typed characters differently (composed or decomposed).
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}

/** `scrypt$17$8$1$salt$key`: the parameters travel with the hash, so that they can be raised later. */
export async function hashPassword(password: string, parameters: ScryptParameters = passwordCost): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, parameters, KEY_BYTES);
  const { cost, blockSize, parallelism } = parameters;
  return ['scrypt', cost, blockSize, parallelism, salt.toString('base64url'), key.toString('base64url')].join('$');
}
