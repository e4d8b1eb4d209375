/** nginx as a reverse proxy with one worker and keep-alive on both sides, from a temporary folder. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CORES, pidOf, startProgram, stopProcess } from '../pinned-process.js'
import { withChildren } from '../process-meter.js'
import { freePort, untilListening } from './free-port.js'
import { type Absent, PROVIDER_CREDENTIAL_HEADER, type Surroundings, type Target } from './target.js'

/** Outside a superuser's PATH on some systems, so it is named here as well. */
const COMMANDS = ['nginx', '/usr/sbin/nginx'] as const

export async function startNginx({ upstreamPort, folder }: Surroundings): Promise<Target | Absent> {
  const command = COMMANDS.find((candidate) => spawnSync(candidate, ['-v']).status === 0)
  if (command === undefined) return { name: 'nginx', absentBecause: 'nginx is not installed' }
  const port = await freePort()
  mkdirSync(join(folder, 'temp'))
  writeFileSync(join(folder, 'nginx.conf'), configuration(port, upstreamPort))
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')]
  const child = startProgram({ command, args, core: CORES.target, stdio: ['ignore', 'ignore', 'inherit'] })
  await untilListening(port)
  return {
    name: 'nginx',
    port,
    pids: withChildren(pidOf(child)),
    headers: [PROVIDER_CREDENTIAL_HEADER],
    relaysBytes: true,
    stop: () => stopProcess(child),
  }
}

function configuration(port: number, upstreamPort: number): string {
  return `daemon off;
worker_processes 1;
pid nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  client_max_body_size 64m;
  client_body_buffer_size 1m;
  client_body_temp_path temp/body;
  proxy_temp_path temp/proxy;
  fastcgi_temp_path temp/fastcgi;
  uwsgi_temp_path temp/uwsgi;
  scgi_temp_path temp/scgi;
  keepalive_requests 10000000;
  upstream mock {
    server 127.0.0.1:${upstreamPort};
    keepalive 512;
    keepalive_requests 10000000;
  }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://mock;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_buffering off;
    }
  }
}
`
}
