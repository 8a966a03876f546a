import { describe, expect, it } from 'vitest';
import type { PipelineFileView } from '#lib/contracts/pipeline.ts';
import { controlsSentence, permissionWords, pipelineSentence } from './words.ts';

type Controls = PipelineFileView['path_of_stages'][number]['controls'];
const controls = (...presences: Controls[number]['presence'][]): Controls =>
  presences.map((presence, index) => ({ id: String(index), title: 'x', presence, why: null, url: null }));

describe('the words of a pipeline', () => {
  it('count only what a stage has to protect, and never say that the unknown is there', () => {
    expect(controlsSentence(controls('present', 'missing', 'unknown', 'not_applicable'))).toBe(
      '1 of 3 present, 1 missing, 1 unknown',
    );
    expect(controlsSentence(controls('present'))).toBe('1 of 1 present');
    expect(controlsSentence(controls('not_applicable'))).toBe('nothing to protect here');
    const stages = [{ stage: 'source', seen: true, controls: controls('missing', 'unknown', 'unknown') }];
    expect(pipelineSentence({ path_of_stages: stages, jobs: 5 } as PipelineFileView)).toBe(
      '1 control is missing and 2 unknown, in 5 jobs.',
    );
  });

  it('say each right of a token, and that nothing said is not nothing', () => {
    expect(permissionWords({ contents: 'read', packages: 'write', issues: 'none' })).toEqual([
      'contents: read',
      'packages: write',
    ]);
    expect(permissionWords({})).toEqual(['nothing']);
    expect(permissionWords('unsaid')[0]).toContain('default of the organization');
  });
});
