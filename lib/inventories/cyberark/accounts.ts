import { asBoolean, asRecord, asString, type Json } from '#lib/scanners/shared/text.ts';
import { nameOf, resourceOf } from '../shared/values.ts';
import type { CyberarkBuilding } from './building.ts';
import { memberOf, numberSettingOf, settingOf, timeOf } from './values.ts';

interface Platform {
  id: string;
  dualControl: boolean | null;
  exclusive: boolean | null;
  oneTime: boolean | null;
  everyDays: number | null;
}

/** Platforms, which say how accounts of a kind are managed, and the accounts themselves: never what is in them. */
export function readAccounts(building: CyberarkBuilding): void {
  const platforms = new Map<string, Platform>();
  for (const { value, position } of building.rows('platforms')) readPlatform(building, platforms, value, position);
  for (const { value, position } of building.rows('accounts')) readAccount(building, platforms, value, position);
}

function readPlatform(building: CyberarkBuilding, platforms: Map<string, Platform>, row: Json, position: string): void {
  const general = asRecord(memberOf(row, 'general'));
  const details = asRecord(memberOf(row, 'details'));
  const name = nameOf(general.id ?? row.PlatformID ?? row.platformID ?? details.PlatformID);
  if (name === null) {
    building.skip('platforms', position, 'no id');
    return;
  }
  const active = asBoolean(general.active ?? memberOf(row, 'active') ?? details.Active);
  const of = Object.keys(details).length === 0 ? row : details;
  const workflows = asRecord(memberOf(of, 'privilegedAccessWorkflows'));
  const management = asRecord(memberOf(of, 'credentialsManagement') ?? of.CredentialsManagementPolicy);
  const change = asRecord(memberOf(management, 'change'));
  const periodic = settingOf(management, 'performPeriodicChange') ?? settingOf(change, 'performAutomatic');
  const id = `platform:${encodeURIComponent(name.toLowerCase().toWellFormed())}`;
  const platform: Platform = {
    id,
    dualControl: settingOf(workflows, 'requireDualControlPasswordAccessApproval'),
    exclusive: settingOf(workflows, 'enforceCheckinCheckoutExclusiveAccess'),
    oneTime: settingOf(workflows, 'enforceOnetimePasswordAccess'),
    everyDays: periodic === false ? null : numberSettingOf(management, 'requirePasswordChangeEveryXDays'),
  };
  if (platforms.has(name.toLowerCase())) return;
  platforms.set(name.toLowerCase(), platform);
  building.addOnce(
    building.resources,
    // A platform that is off has no accounts to manage.
    resourceOf('platform', id, name, { parent: 'org', sections: ['platforms'], archived: active === false }),
    'platforms',
    position,
  );
  const { dualControl, exclusive, oneTime } = platform;
  building.controls.push(
    { kind: 'dual_control', resource: id, required: dualControl, approvers: null },
    { kind: 'checkout', resource: id, exclusive, oneTime, concurrent: null },
  );
}

function readAccount(
  building: CyberarkBuilding,
  platforms: ReadonlyMap<string, Platform>,
  row: Json,
  position: string,
): void {
  const number = asString(row.id)?.trim() ?? null;
  const safeName = nameOf(row.safeName);
  const safe = safeName === null ? null : building.bySafe(safeName);
  if (number === null || !/^[0-9A-Za-z_-]{1,60}$/.test(number)) {
    building.skip('accounts', position, 'no id');
    return;
  }
  if (safe === null) {
    building.skip('accounts', position, safeName === null ? 'no safeName' : `${safeName} is not in the section safes`);
    return;
  }
  const management = asRecord(row.secretManagement);
  const changed = [timeOf(management.lastModifiedTime), timeOf(management.lastReconciledTime)];
  const platformName = nameOf(row.platformId);
  const account = resourceOf('account', `${safe}/account:${number}`, shownName(row, number), {
    parent: safe,
    sections: building.isRead('safes') ? ['safes', 'accounts'] : ['accounts'],
    createdAt: timeOf(row.createdTime),
    updatedAt: changed.reduce((a, b) => (a !== null && (b === null || a > b) ? a : b), null),
    lastUsedAt: timeOf(row.lastUsedDate),
    tags: platformName === null ? null : { platform: platformName },
  });
  building.addOnce(building.resources, account, 'accounts', position);
  const platform = platformName === null ? undefined : platforms.get(platformName.toLowerCase());
  addControls(building, account.id, management, platform);
}

function addControls(building: CyberarkBuilding, id: string, management: Json, platform: Platform | undefined): void {
  const automatic = asBoolean(management.automaticManagementEnabled);
  const status = asString(management.status)?.toLowerCase() ?? null;
  if (automatic !== null) {
    building.controls.push({
      kind: 'management',
      resource: id,
      automatic,
      failing: status === null ? null : status === 'failure',
      reason: nameOf(management.manualManagementReason),
      everyDays: platform?.everyDays ?? null,
      afterRelease: null,
    });
  }
  if (platform === undefined || platform.dualControl === null) return;
  building.controls.push({
    kind: 'dual_control',
    resource: id,
    required: platform.dualControl,
    approvers: null,
  });
}

/** `admin@db.example.com`; the object's name in the vault where these are not told. */
function shownName(row: Json, number: string): string {
  const user = nameOf(row.userName);
  const address = nameOf(row.address);
  if (user !== null) return address === null ? user : `${user}@${address}`;
  return nameOf(row.name) ?? `account ${number}`;
}
