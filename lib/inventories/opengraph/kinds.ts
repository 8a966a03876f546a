/** Without the prefix of a collector: `GH_User` and `GHUser` are `User`. */
export const bare = (kind: string): string => kind.replace(/^GH_?(?=[A-Z])/, '');

/** Nodes that become principals, resources and controls here. */
const READ: ReadonlySet<string> = new Set([
  ...['Organization', 'User', 'Team', 'Repository', 'OrgRole', 'TeamRole', 'RepoRole', 'Role'],
  ...['AppInstallation', 'PersonalAccessToken', 'Environment', 'Branch', 'BranchProtectionRule'],
  ...['OrgSecret', 'RepoSecret', 'EnvironmentSecret', 'Secret', 'RunnerGroup', 'OrgRunnerGroup'],
]);

export const isRead = (kinds: readonly string[]): boolean => kinds.some((kind) => READ.has(bare(kind)));

/** Edges that say what was configured, and that are read. */
export const FACTS: ReadonlySet<string> = new Set(['HasRole', 'MemberOf', 'HasBaseRole', 'HasMember', 'ProtectedBy']);

/** Other facts, of which nothing is made here yet; all further kinds are of permissions in a role, or are not known. */
const EVIDENCE =
  /^(?:Contains|CanAccess|Owns|Has[A-Z][A-Za-z]*|InstalledAs|InheritedFrom|MapsToUser|SyncedTo|SCIM_Provisioned|UsesSecret|CallsWorkflow|DependsOn|DeploysTo|ApprovesDeploymentTo|BypassPullRequestAllowances|RestrictionsCanPush|AdminTo|AddMember)$/;
const PERMISSION =
  /^(?:Org)?(?:Add|Bypass|Close|Convert|Create|Delete|Edit|Invite|Jump|Manage|Mark|Push|Read|Remove|Reopen|Request|Resolve|Review|Run|Set|Toggle|Transfer|View|Write)[A-Za-z]*$/;

/** What collectors conclude themselves: Plumbline concludes it anew, from the facts alone. */
export const isComputed = (kind: string): boolean => /^(?:Can(?!Access$)[A-Z]|ValidToken$)/.test(kind);

export const isKnownEdge = (kind: string): boolean =>
  FACTS.has(kind) || isComputed(kind) || EVIDENCE.test(kind) || PERMISSION.test(kind);
