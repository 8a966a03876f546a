import { describe, expect, it } from 'vitest';
import { changeDraft, readDraft, typedEarly } from './draft.ts';

const saved = { branch: 'main', archived: false };

describe('what is typed into a form', () => {
  it('is what differs from the saved values, and a field set back follows them again', () => {
    const typed = changeDraft(saved, {}, { branch: 'trunk', archived: true });
    expect(typed).toEqual({ branch: 'trunk', archived: true });
    expect(changeDraft(saved, typed, { archived: false })).toEqual({ branch: 'trunk' });
  });

  it('is not what others saved meanwhile', () => {
    const typed = changeDraft(saved, {}, { branch: 'trunk' });
    expect({ ...saved, archived: true, ...typed }).toEqual({ branch: 'trunk', archived: true });
  });

  it('may have been typed before the page was ready: texts of the form, and only those', () => {
    const form: [string, unknown][] = [
      ['branch', 'trunk'],
      ['archived', 'on'],
      ['other', 'x'],
    ];
    expect(typedEarly(saved, form)).toEqual({ branch: 'trunk' });
    expect(typedEarly(saved, [['branch', 'main']])).toEqual({});
  });

  it('is read again only where it fits the form', () => {
    expect(readDraft(saved, '{"branch":"trunk","archived":true}')).toEqual({ branch: 'trunk', archived: true });
    expect(readDraft(saved, '{"branch":1,"archived":"yes","owner":"x","toString":"y"}')).toEqual({});
    for (const kept of [null, '', 'nonsense', 'null', '[]', '"main"', '3']) expect(readDraft(saved, kept)).toEqual({});
  });
});
