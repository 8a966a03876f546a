import { narrowTrust } from './narrow-trust.ts';
import type { TrustPolicy } from './trust-policy.ts';

/** A trust that asks for one branch of one project of GitLab on top of what it asks for. */
export function pinToProject(trust: TrustPolicy, path: string, branch: string): TrustPolicy {
  const claims =
    trust.cloud === 'vault'
      ? { project_path: path, ref: branch, ref_type: 'branch' }
      : { sub: `project_path:${path}:ref_type:branch:ref:${branch}` };
  return narrowTrust(trust, 'gitlab.com', claims);
}
