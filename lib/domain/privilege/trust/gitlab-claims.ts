import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import { type Claims, type ClaimValue, FREE } from './claims.ts';

/** Whom a token of a job of GitLab is about. */
export interface TokenProject {
  /** Its full path. */
  readonly path: string;
  readonly number: string | null;
  readonly visibility: string | null;
  /** Claims that the subject is made of; null: not known. */
  readonly subjectClaims: readonly string[] | null;
}

/** Where a job of GitLab runs. */
interface JobPlace {
  readonly ref: string;
  readonly type: 'branch' | 'tag';
  readonly isProtected: Tri;
  readonly environment: string | null;
}

export const DEFAULT_SUBJECT: readonly string[] = ['project_path', 'ref_type', 'ref'];

/** The claims of an id_token. What is said of people and of files is whatever it is. */
export function gitlabClaims({ path, number, visibility, subjectClaims }: TokenProject, place: JobPlace): Claims {
  const { ref, type, isProtected, environment } = place;
  const claims: Record<string, ClaimValue> = {
    ...{ iss: FREE, aud: FREE, pipeline_source: FREE, runner_environment: null, runner_id: null, sha: null },
    ...{ user_id: null, user_login: null, user_email: null, user_access_level: null, groups_direct: null },
    ...{ namespace_id: null, ci_config_ref_uri: null, ci_config_sha: null, environment_protected: null },
    ...{ namespace_path: path.slice(0, Math.max(0, path.lastIndexOf('/'))), project_path: path, project_id: number },
    ...{ project_visibility: visibility, ref, ref_type: type },
    ref_path: `refs/${type === 'tag' ? 'tags' : 'heads'}/${ref}`,
    ref_protected: isProtected === null ? null : String(isProtected),
    ...(environment === null ? {} : { environment, deployment_tier: null }),
  };
  return { ...claims, sub: subjectOf(subjectClaims, claims) };
}

/** What is the same in all tokens of a project: enough to see that a trust is about another one. */
export function commonGitlabClaims(project: TokenProject): Claims {
  const claims = gitlabClaims(project, { ref: '', type: 'branch', isProtected: null, environment: null });
  const isDefault = project.subjectClaims?.join() === DEFAULT_SUBJECT.join();
  return {
    ...claims,
    ...{ ref: null, ref_type: null, ref_path: null, environment: null, deployment_tier: null },
    sub: isDefault ? { begins: `project_path:${project.path}:ref_type:` } : null,
  };
}

function subjectOf(parts: readonly string[] | null, claims: Claims): ClaimValue {
  const texts = parts?.map((part) => {
    const value = claims[part];
    return typeof value === 'string' ? `${part}:${value}` : null;
  });
  return texts === undefined || texts.includes(null) ? null : texts.join(':');
}
