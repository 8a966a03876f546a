import { statfsSync } from 'node:fs';
import { totalmem } from 'node:os';

const MB = 1024 * 1024;

/** Containers often have 64 MB of /dev/shm, too little for parallel queries. */
function sharedMemoryKind(): Record<string, string> {
  if (process.platform !== 'linux') return {};
  try {
    const { bsize, bavail } = statfsSync('/dev/shm');
    return bsize * bavail < 256 * MB ? { dynamic_shared_memory_type: 'mmap' } : {};
  } catch {
    return { dynamic_shared_memory_type: 'mmap' };
  }
}

/** For throw-away databases of tests only: a crash of the machine loses them. */
const NOT_DURABLE = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  // They may lie in memory, and nobody ever reads their log.
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_wal_size: '256MB',
};

/** Server parameters: sized for two cores and up, and for tables that mostly grow at their end. */
export function serverSettings(port: number, socketDir: string, durable: boolean): string[] {
  const memory = Math.floor(totalmem() / MB);
  const settings: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: socketDir,
    unix_socket_permissions: '0700',
    max_connections: '100',
    shared_buffers: `${memory >= 2048 ? 256 : 128}MB`,
    effective_cache_size: `${Math.floor(memory / 2)}MB`,
    work_mem: '16MB',
    maintenance_work_mem: '128MB',
    random_page_cost: '1.1',
    jit: 'off',
    max_wal_size: '4GB',
    checkpoint_timeout: '15min',
    autovacuum_naptime: '30s',
    autovacuum_vacuum_scale_factor: '0.05',
    autovacuum_vacuum_insert_scale_factor: '0.05',
    autovacuum_analyze_scale_factor: '0.02',
    autovacuum_vacuum_cost_limit: '2000',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...sharedMemoryKind(),
    ...(durable ? {} : NOT_DURABLE),
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
