import type { StepRight } from '#lib/domain/privilege/path/path.ts';

/** What somebody does at each step of a path. */
const WORDS: Readonly<Record<StepRight, string>> = {
  R1: 'Pushes to the branch',
  R2: 'Makes a branch, or pushes to one that is open',
  R3: 'Merges with nobody else',
  R4: 'Changes the rules of the branch',
  R5: 'Runs own code as the repository',
  R6: 'Reads the secret',
  R7: 'Deploys to the environment and reads its secrets',
  R8: 'Runs on the machines',
  R9: 'Assumes the role in the cloud',
  R10: 'Opens a pull request whose code a workflow runs with the rights of the repository',
  R11: 'Reads the alert about a leaked token',
  R13: 'Takes the secret out of the safe, or uses it there',
  R14: 'Gives oneself the rights in the safe that are lacking',
  R15: 'Gets code into a project whose jobs, started by others, act here with their rights',
  R16: 'Opens a merge request from a fork, whose pipeline a member starts',
  R12: 'Opens a pull request from a fork that runs on own machines',
};

export const stepWords = (right: StepRight): string => WORDS[right];
