import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubjectState } from '#lib/domain/judged/judged-subject.ts';
import { PRIVILEGE_RULES } from '#lib/domain/privilege/all-rules.ts';
import { factsOfFile } from './facts.ts';
import { RULES } from './rules.ts';
import { judgeStages, type KnownOfPipeline, STAGE_CONTROLS, stagesOfFile } from './stage-controls.ts';
import { parsed, workflowOf } from './testing.ts';

const facts = factsOfFile(parsed(workflowOf('push', '- run: docker push x\n- run: kubectl apply -f x')), {
  tools: new Set(),
});
const NOTHING: KnownOfPipeline = {
  ...{ facts, file: {}, system: null, fileStale: false, systemStale: false, scans: {}, gate: null },
};
const presenceOf = (id: string, known: Partial<KnownOfPipeline>) =>
  judgeStages({ ...NOTHING, ...known }).find(({ control }) => control.id === id)?.presence;

describe('what protects the stages of a pipeline', () => {
  it.each<[string, Partial<KnownOfPipeline>, string]>([
    ['token', { file: { 'excessive-permissions': 'pass' } }, 'present'],
    ['token', { file: { 'excessive-permissions': 'pass' }, fileStale: true }, 'unknown'],
    ['token', { file: { 'excessive-permissions': 'fail' }, fileStale: true }, 'missing'],
    ['token', { file: {} }, 'not_applicable'],
    ['token', { file: {}, facts: null }, 'unknown'],
    ['injection', { file: { 'template-injection': 'pass', 'insecure-commands': 'fail' } }, 'missing'],
    ['injection', { file: { 'template-injection': 'pass', 'insecure-commands': 'unknown' } }, 'unknown'],
    ['one-person-merges', {}, 'unknown'],
    ['one-person-merges', { system: {} }, 'not_applicable'],
    ['one-person-merges', { system: { 'one-person-merges': 'pass' } }, 'present'],
    ['one-person-merges', { system: { 'one-person-merges': 'pass' }, systemStale: true }, 'unknown'],
    ['scan-sast', { scans: { sast: 'fresh' } }, 'present'],
    ['scan-sast', { scans: { sast: 'stale' } }, 'unknown'],
    ['gate', { gate: 'fail' }, 'present'],
    ['gate', {}, 'unknown'],
  ])('%s with %j: %s', (id, known, presence) => {
    expect(presenceOf(id, known)).toBe(presence);
  });

  it('only what passes is present, and whatever fails is missing', () => {
    const rules = [...RULES, ...PRIVILEGE_RULES].map(({ id }) => id);
    const state = fc.constantFrom<SubjectState>('pass', 'fail', 'unknown');
    const outcomes = fc.dictionary(fc.constantFrom(...rules), state, { noNullPrototype: true });
    fc.assert(
      fc.property(outcomes, fc.boolean(), (said, isStale) => {
        const known = { ...NOTHING, file: said, system: said, fileStale: isStale, systemStale: isStale };
        for (const { control, presence } of judgeStages(known)) {
          const { asked } = control;
          const of = asked.by === 'file' ? asked.rules : asked.by === 'system' ? [asked.rule] : [];
          if (of.some((rule) => said[rule] === 'fail')) expect(presence).toBe('missing');
          if (presence === 'present' && of.length > 0) {
            expect(isStale).toBe(false);
            expect(of.some((rule) => said[rule] === 'pass')).toBe(true);
          }
        }
      }),
    );
  });

  it('ask only what a rule answers, and are named once', () => {
    const known = new Set([...RULES, ...PRIVILEGE_RULES].map(({ id }) => id).concat('provenance'));
    const asked = STAGE_CONTROLS.flatMap((control) =>
      control.asked.by === 'file' ? control.asked.rules : control.asked.by === 'system' ? [control.asked.rule] : [],
    );
    expect(asked.filter((rule) => !known.has(rule))).toEqual([]);
    expect(new Set(STAGE_CONTROLS.map(({ id }) => id)).size).toBe(STAGE_CONTROLS.length);
  });

  it('stages are those that the file shows', () => {
    expect(stagesOfFile(facts)).toEqual(['source', 'artifact', 'deploy']);
    expect(stagesOfFile(null)).toEqual(['source']);
  });
});
