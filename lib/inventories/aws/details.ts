import type { Seen } from '#lib/domain/privilege/inventory.ts';
import { ReportError } from '#lib/scanners/contract.ts';
import { asArray, asRecord, asStrings, type Json } from '#lib/scanners/shared/text.ts';
import type { Building } from '../shared/building.ts';
import type { Row } from '../shared/section.ts';
import { grantOf, nameOf, principalOf, resourceOf } from '../shared/values.ts';
import { managedRights, type Rights, rightsOf } from './policies.ts';
import type { AwsSection } from './sections.ts';
import { trustOf } from './trust.ts';
import { accountOf, policyOf, tagsOf, timeOf } from './values.ts';

type AwsBuilding = Building<AwsSection>;
const SECTION = 'authorization_details';
const TOLD = [SECTION];

/** Users, groups and roles, what their policies allow, and whom roles trust. */
export function readDetails(building: AwsBuilding): void {
  const rows = building.rows(SECTION);
  const policies = policiesOf(rows);
  for (const row of rows) {
    if (row.list === 'GroupDetailList') readGroup(building, row, policies);
  }
  for (const row of rows) {
    if (row.list === 'UserDetailList') readUser(building, row, policies);
    if (row.list === 'RoleDetailList') readRole(building, row, policies);
  }
}

/** The document of each managed policy, in the version that counts. */
function policiesOf(rows: readonly Row[]): Map<string, Rights> {
  const found = new Map<string, Rights>();
  for (const { value, list } of rows) {
    const arn = nameOf(value.Arn);
    if (list !== 'Policies' || arn === null) continue;
    const versions = asArray(value.PolicyVersionList).map(asRecord);
    const version = versions.find((each) => each.IsDefaultVersion === true);
    const statements = policyOf(version?.Document);
    if (statements !== null) found.set(arn, rightsOf(statements));
  }
  return found;
}

function identityOf(building: AwsBuilding, { value, position }: Row, name: unknown) {
  const arn = nameOf(value.Arn);
  const account = accountOf(arn);
  const said = nameOf(name);
  if (arn === null || account === null || said === null) {
    building.skip(SECTION, position, said === null ? 'no name' : 'no Arn');
    return null;
  }
  const { scope } = building.document;
  if (account !== scope) throw new ReportError(`this is the account ${account}, and not ${scope}`, position);
  return { arn, name: said };
}

function readGroup(building: AwsBuilding, row: Row, policies: ReadonlyMap<string, Rights>): void {
  const found = identityOf(building, row, row.value.GroupName);
  if (found === null) return;
  building.addOnce(
    building.principals,
    principalOf('group', found.arn, found.name, { sections: TOLD }),
    SECTION,
    row.position,
  );
  giveRights(building, found.arn, row, 'GroupPolicyList', policies);
}

function readUser(building: AwsBuilding, row: Row, policies: ReadonlyMap<string, Rights>): void {
  const { value, position } = row;
  const found = identityOf(building, row, value.UserName);
  if (found === null) return;
  const { arn, name } = found;
  // What the credential report says of it is more.
  const known = building.principals.get(arn);
  const user =
    known ??
    principalOf('human', arn, name, { createdAt: timeOf(value.CreateDate), standing: 'member', sections: TOLD });
  building.addOnce(building.principals, user, SECTION, position);
  for (const group of asStrings(value.GroupList)) {
    const id = [...building.principals.values()].find((each) => each.kind === 'group' && each.name === group)?.id;
    if (id === undefined) building.skip(SECTION, position, `the group ${group} is not in GroupDetailList`);
    else building.memberships.push({ member: arn, group: id, sections: TOLD });
  }
  giveRights(building, arn, row, 'UserPolicyList', policies);
}

function readRole(building: AwsBuilding, row: Row, policies: ReadonlyMap<string, Rights>): void {
  const { value, position } = row;
  const found = identityOf(building, row, value.RoleName);
  if (found === null) return;
  const { arn, name } = found;
  const lastUsedAt = roleUse(value);
  const createdAt = timeOf(value.CreateDate);
  building.addOnce(
    building.principals,
    principalOf('workload', arn, name, { createdAt, lastActiveAt: lastUsedAt, sections: TOLD }),
    SECTION,
    position,
  );
  const role = resourceOf('cloud_role', arn, name, {
    parent: 'org',
    createdAt,
    lastUsedAt,
    tags: tagsOf(value.Tags),
    sections: TOLD,
  });
  building.addOnce(building.resources, role, SECTION, position);
  const statements = policyOf(value.AssumeRolePolicyDocument);
  if (statements === null) {
    building.skip(SECTION, position, 'no AssumeRolePolicyDocument that can be read');
    building.leaveOpen(SECTION, arn, `It was not told whom the role ${name} trusts.`);
  } else building.controls.push(trustOf(arn, statements));
  giveRights(building, arn, row, 'RolePolicyList', policies);
}

/** AWS looks back 400 days; a member that is there and empty says never. */
function roleUse({ RoleLastUsed }: Json): Seen {
  if (RoleLastUsed === undefined) return null;
  const at = asRecord(RoleLastUsed).LastUsedDate;
  return at === undefined ? 'never' : timeOf(at);
}

function giveRights(
  building: AwsBuilding,
  arn: string,
  { value, position }: Row,
  inline: string,
  policies: ReadonlyMap<string, Rights>,
): void {
  const give = (permission: string, { level, conditions }: Rights): void => {
    if (level > 0)
      building.grants.push(
        grantOf({ principal: arn, resource: 'org', permission, level, via: 'policy' }, { conditions, sections: TOLD }),
      );
  };
  for (const each of asArray(value.AttachedManagedPolicies).map(asRecord)) {
    const name = nameOf(each.PolicyName) ?? 'policy';
    const rights = policies.get(nameOf(each.PolicyArn) ?? '') ?? managedRights(name);
    if (rights === null) building.skip(SECTION, position, `the policy ${name} is not in Policies`);
    else give(name, rights);
  }
  for (const each of asArray(value[inline]).map(asRecord)) {
    const statements = policyOf(each.PolicyDocument);
    const name = nameOf(each.PolicyName) ?? 'policy';
    if (statements === null) building.skip(SECTION, position, `the policy ${name} cannot be read`);
    else give(name, rightsOf(statements));
  }
}
