import { describe, expect, it } from 'vitest';
import type { MailSettings } from '#lib/domain/mail/settings.ts';
import { type DigestWish, dueDigests } from './due-digests.ts';

const LONG_AGO = new Date('2025-01-01T00:00:00Z');
const MONDAY = new Date('2026-11-30T08:00:00Z');
const SETTINGS: MailSettings = {
  weekday: 1,
  hour: 7,
  timeZone: 'UTC',
  roles: ['admin', 'developer'],
  since: LONG_AGO,
};
const WISH: DigestWish = {
  ...{ userId: 12, role: 'admin', createdAt: LONG_AGO, enabledAt: null, weekly: null, weeklySince: null },
  ...{ organization: true, teams: [], weekday: null, hour: null, timeZone: null },
};

const keys = (wish: Partial<DigestWish>, settings: Partial<typeof SETTINGS> = {}, now = MONDAY): string[] =>
  dueDigests({ ...WISH, ...wish }, { ...SETTINGS, ...settings }, now).map(({ key }) => key);

describe('the digests that are due to somebody', () => {
  it('come to the roles that the organization names, unless the person says otherwise', () => {
    expect(keys({})).toEqual(['digest:12:2026-W49']);
    expect(keys({ role: 'viewer' })).toEqual([]);
    expect(keys({ role: 'viewer', weekly: true })).toEqual(['digest:12:2026-W49']);
    expect(keys({ weekly: false })).toEqual([]);
  });

  it('are one about what the person sees, and one for each team that they chose', () => {
    expect(keys({ teams: [3, 5, 3] })).toEqual([
      'digest:12:2026-W49',
      'digest:12:2026-W49:team-3',
      'digest:12:2026-W49:team-5',
    ]);
    expect(keys({ teams: [3], organization: false })).toEqual(['digest:12:2026-W49:team-3']);
  });

  it("come at the person's own time where they chose one", () => {
    expect(keys({ hour: 9 })).toEqual([]);
    expect(keys({ weekday: 2 })).toEqual([]);
    expect(keys({ timeZone: 'America/New_York' })).toEqual([]);
    expect(keys({ timeZone: 'Asia/Tokyo', hour: 16 })).toEqual(['digest:12:2026-W49']);
  });

  it('begin with the first week after somebody came, was enabled, asked for them, or their role was named', () => {
    const after = new Date('2026-11-30T07:30:00Z');
    expect(keys({ createdAt: after })).toEqual([]);
    expect(keys({ enabledAt: after })).toEqual([]);
    expect(keys({ weekly: true, weeklySince: after })).toEqual([]);
    expect(keys({}, { since: after })).toEqual([]);
    // Who asked for it does not wait because the organization changed its mind about others.
    expect(keys({ weekly: true, weeklySince: LONG_AGO }, { since: after })).toEqual(['digest:12:2026-W49']);
  });
});
