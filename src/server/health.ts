/** The routes that anybody may call: whether the process lives, and whether it takes new exchanges. */

export interface HealthAnswer {
  readonly status: number
  readonly body: string
}

const OK = { status: 200, body: '{"status":"ok"}' } as const
const DRAINING = { status: 503, body: '{"status":"draining"}' } as const

/** `undefined` for every other path. */
export function healthAnswer(method: string, path: string, isDraining: boolean): HealthAnswer | undefined {
  if (method !== 'GET' && method !== 'HEAD') return undefined
  if (path === '/health' || path === '/livez') return OK
  if (path === '/readyz') return isDraining ? DRAINING : OK
  return undefined
}
