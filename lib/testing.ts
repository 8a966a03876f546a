/** A stopwatch of this process's own CPU time, in milliseconds: other programs of a busy machine do not make it run. */
export function cpuStopwatch(): () => number {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
}
