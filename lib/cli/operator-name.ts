import { userInfo } from 'node:os';

/** Who runs the command on this machine, for the audit log: whoever called sudo, else the system's user. */
export function operatorName(env: Record<string, string | undefined>): string | undefined {
  if (env.SUDO_USER) return env.SUDO_USER;
  try {
    return userInfo().username;
  } catch {
    // A container's user may have no name.
    return undefined;
  }
}
