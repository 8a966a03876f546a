/** One setting of GitLab that can be tightened. What lies in a project says so by `repository`, as everywhere. */
export type GitlabSetting =
  | {
      readonly kind: 'gitlabRef';
      readonly repository: string;
      readonly ref: 'branch' | 'tag';
      readonly pattern: string;
    }
  | {
      readonly kind: 'gitlabApprovals' | 'gitlabForkPipelines' | 'gitlabJobTokens' | 'gitlabSelfApproval';
      readonly repository: string;
    }
  | {
      readonly kind: 'gitlabVariable' | 'gitlabVariableScope';
      readonly repository: string | null;
      readonly secret: string;
    }
  | { readonly kind: 'gitlabEnvironment'; readonly repository: string; readonly environment: string }
  | { readonly kind: 'gitlabTier'; readonly tier: string }
  | { readonly kind: 'gitlabRunner'; readonly runner: string }
  | {
      readonly kind: 'gitlabMaintainers';
      readonly repository: string | null;
      readonly group: string | null;
    }
  | {
      readonly kind: 'gitlabToken';
      readonly repository: string | null;
      readonly group: string | null;
      readonly token: string;
    }
  | { readonly kind: 'gitlabKey'; readonly repository: string; readonly key: string };

/** Each of its kinds begins so, and no other does. */
export const isGitlabSetting = (setting: { readonly kind: string }): setting is GitlabSetting =>
  setting.kind.startsWith('gitlab');
