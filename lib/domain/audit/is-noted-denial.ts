/** Of refused requests of one kind, the log keeps the 1st, 10th, 100th, …: a client that tries on cannot fill it. */
export function isNotedDenial(requests: number): boolean {
  let step = 1;
  while (step < requests) step *= 10;
  return step === requests;
}
