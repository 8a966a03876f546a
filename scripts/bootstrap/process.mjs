import { readFileSync } from 'node:fs';

/** @param {number} pid */
function statOf(pid) {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold anything; fields are counted after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/**
 * True while the process runs, whoever owns it; a dead one that nobody has collected yet does not.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return statOf(pid)?.[0] !== 'Z';
}

/**
 * When the process began, in a form that only equals itself: tells a process from a later one with the same id.
 * @param {number} pid
 * @returns {string}
 */
export function birthOf(pid) {
  return statOf(pid)?.[19] ?? '';
}
