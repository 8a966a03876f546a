import type { Organization } from './facts.ts';

/** People without repositories of GitHub, as a vault or a group of GitLab has them: what is set for these lets nobody do anything. */
export function bareOrganization(name: string, people: Organization['people']): Organization {
  return {
    ...{ id: 'org', name, number: null, immutableSubjects: false, basePermission: 'none' },
    membersCreate: { public: false, private: false, internal: false },
    ...{ membersForkPrivate: false, actionsEverywhere: false, robotApproves: false, outsidersNeedApproval: true },
    ...{ privateForksRun: false, forksGetWriteTokens: false, propertiesLocked: true },
    ...{ people, teams: [], customRoles: [], roles: [], apps: [], tokens: [], rulesets: [] },
  };
}
