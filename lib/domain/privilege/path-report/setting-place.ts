import type { Setting } from '#lib/domain/privilege/access/setting.ts';

/**
 * Where a setting is: what lies in a repository begins with its id, what another system has with that system, all else with
 * `org`. The trust of a role is one setting.
 */
export function settingPlace(setting: Setting): string {
  if (setting.kind === 'trust') return `${setting.cloudRole}/trust`;
  const { kind, ...fields } = setting;
  const home = 'repository' in fields && fields.repository !== null ? fields.repository : 'org';
  const rest = Object.entries(fields).flatMap(([name, value]) =>
    name === 'repository' || value === null
      ? []
      : [value.startsWith(`${home}/`) ? value.slice(home.length + 1) : value],
  );
  return `${home}/${[kind, ...rest].join(':')}`;
}
