import { describe, expect, it } from 'vitest';
import type { BrokenRule } from '#lib/domain/policy/broken-rules.ts';
import { gateChange } from './gate-change.ts';

const rule = (id: string, ...findings: number[]): BrokenRule => ({ id, count: findings.length, findings });
const scanner: BrokenRule = { id: 'scanned', count: null, findings: [] };

describe('what others are told of a gate', () => {
  it.each<[string, BrokenRule[], BrokenRule[], BrokenRule[], ReturnType<typeof gateChange>]>([
    ['nothing where nothing is broken', [], [], [], null],
    ['that it fails', [rule('a', 1), rule('b', 2)], [], [], { failed: ['a', 'b'] }],
    ['nothing of what the report before said', [rule('a', 1)], [rule('a', 1)], [], null],
    ['nothing of what another report of the run said', [rule('a', 1)], [], [rule('a', 1)], null],
    ['nothing while less is broken', [rule('a', 1)], [rule('a', 1, 2), rule('b', 3)], [], null],
    ['that another rule is broken', [rule('a', 1), rule('b', 1)], [rule('a', 1)], [], { failed: ['a', 'b'] }],
    ['that another finding breaks it', [rule('a', 2)], [rule('a', 1)], [], { failed: ['a'] }],
    ['that more break it', [{ ...rule('a', 1), count: 30 }], [{ ...rule('a', 1), count: 29 }], [], { failed: ['a'] }],
    ['a rule without findings once', [scanner], [scanner], [], null],
    ['that it passes again', [], [rule('a', 1), rule('a', 2), rule('b', 1)], [], { passed: ['a', 'b'] }],
    ['nothing while another report still breaks it', [], [rule('a', 1)], [rule('a', 2)], null],
    ['nothing of a report that never broke anything', [], [], [rule('a', 2)], null],
  ])('%s', (_, now, former, others, told) => {
    expect(gateChange({ now, former, others })).toEqual(told);
  });
});
