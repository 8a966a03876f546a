import { readFileSync } from 'node:fs';

/** @param {number} pid */
function statOf(pid) {
  if (process.platform !== 'linux') return null;
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain anything; fields are counted after it.
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
}

/**
 * True while the process runs, whoever owns it; false for a zombie.
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
 * When the process began, in clock ticks: distinguishes it from a later process with the same id. Empty where unknown.
 * @param {number} pid
 * @returns {string}
 */
export function birthOf(pid) {
  return statOf(pid)?.[19] ?? '';
}
