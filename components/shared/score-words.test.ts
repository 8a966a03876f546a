import { describe, expect, it } from 'vitest';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { lostWords, measuredSentence, scoreSentence } from './score-words.ts';

const open = { critical: 3, high: 12, medium: 0, unknown: 0, low: 0, info: 0 };

function score(value: number | null, waterfall: ScoreView['waterfall']): ScoreView {
  return {
    score: value,
    grade: null,
    not_measured: 0,
    without_acceptances: value,
    accepted: 0,
    waterfall,
    categories: [],
    scored_at: null,
  };
}

describe('the sentence of Today', () => {
  it('loses what the score lacks, to the tenth', () => {
    expect(lostWords(17.5)).toBe('82.5 points');
    expect(lostWords(99.8)).toBe('0.2 points');
    expect(lostWords(99)).toBe('1 point');
  });

  it('tells what nothing scans from what was scanned too long ago', () => {
    const category = {
      category: 'sast',
      weight: 20,
      health: null,
      lost: 20,
      last_success_at: null,
      exempt: false,
    } as const;
    const view = score(60, [{ part: 'not_measured', points: 40 }]);
    const saying = (...confidences: number[]) =>
      scoreSentence({ ...view, categories: confidences.map((confidence) => ({ ...category, confidence })) }, open);
    expect(saying(0, 1)).toBe('40 points lost: 40 because nothing measures them.');
    expect(saying(0, 0.5)).toBe('40 points lost: 40 because scans are missing or old.');
  });

  it('names criticals first, then the largest losses, with their numbers', () => {
    const view = score(68, [
      { part: 'not_measured', points: 14 },
      { part: 'critical', points: 9.2 },
      { part: 'high', points: 4.1 },
      { part: 'weakest_link', points: 4.7 },
    ]);
    expect(scoreSentence(view, open)).toBe(
      '32 points lost: 9.2 to three criticals, 14 because nothing measures them, 4.7 because the weakest category counts twice, 4.1 elsewhere.',
    );
  });

  it('never calls the unknown a number', () => {
    expect(scoreSentence(score(null, [{ part: 'not_measured', points: 100 }]), open)).toContain('no score');
  });

  it('does not round a small loss down to nothing', () => {
    expect(scoreSentence(score(99.6, [{ part: 'high', points: 0.4 }]), open)).toBe(
      '0.4 points lost: 0.4 to 12 high findings.',
    );
  });

  it('counts what is unknown with what is medium, and says so', () => {
    const lost = score(95, [{ part: 'medium', points: 5 }]);
    expect(scoreSentence(lost, { ...open, medium: 1, unknown: 2, low: 9 })).toBe(
      '5 points lost: 5 to three findings of medium or unknown severity.',
    );
    expect(scoreSentence(lost, { ...open, medium: 1 })).toBe('5 points lost: 5 to one medium finding.');
  });

  it('says when nothing is lost', () => {
    expect(scoreSentence(score(100, []), open)).toContain('No points lost');
  });

  it('says how many repositories are measured', () => {
    const part = { weight: 10, health: null, lost: 0, last_success_at: null, exempt: false };
    const view: ScoreView = {
      ...score(50, []),
      categories: [
        { ...part, category: 'sast', confidence: 0.3 },
        { ...part, category: 'secret', confidence: 0 },
        { ...part, category: 'dast', confidence: 0, exempt: true },
      ],
    };
    const said = (total: number, measured: number) => measuredSentence({ total, measured }, view);
    expect(said(4, 3)).toBe('3 of 4 repositories, 1 of 2 categories measured');
    expect(said(1, 1)).toBe('1 repository, 1 of 2 categories measured');
    expect(said(0, 0)).toBe('No repositories yet');
    expect(measuredSentence({ total: 1, measured: 0 }, score(null, []))).toBe(
      '0 of 1 repository, 0 of 6 categories measured',
    );
  });
});
