/** The aims for speed and memory, and whether kept results meet them. */
import { MODES, type ResultOf, SIZE_NAMES, type SizeName, type Soak } from './results.js'

/** One aim beside what was measured; `isMet` is undefined where nothing was. */
export interface Judged {
  readonly aim: string
  readonly measured: string
  readonly isMet: boolean | undefined
}

const MOST_TIMES_YARDSTICK = { '1kb': 1.5, '20kb': 1.5, '200kb': 2 } as const satisfies Record<SizeName, number>
const MOST_ADDED_MS = 1
const MOST_ADMISSION_US = 60
const LEAST_TIMES_PORTKEY = 10
const MOST_MEMORY_GROWTH = 1.1

export function judge(standard: ResultOf<'standard'>, soak: ResultOf<'soak'> | undefined): Judged[] {
  return [
    ...cpuAims(standard),
    ...admissionAims(standard),
    firstByteAim(standard),
    ...peerAims(standard),
    memoryAim(soak?.soak),
  ]
}

function cpuAims({ comparison }: ResultOf<'standard'>): Judged[] {
  return SIZE_NAMES.flatMap((size) =>
    MODES.map((mode) => {
      const ratio = caseOf(comparison.cases, { size, mode, target: 'headgate' })?.cpuRatio
      return {
        aim: `CPU per request at ${label(size)}, ${mode}: at most ${MOST_TIMES_YARDSTICK[size]} × the yardstick`,
        ...measured(
          ratio,
          (value) => `${value.toFixed(2)} ×`,
          (value) => value <= MOST_TIMES_YARDSTICK[size],
        ),
      }
    }),
  )
}

function admissionAims({ comparison }: ResultOf<'standard'>): Judged[] {
  return MODES.map((mode) => {
    const metered = caseOf(comparison.cases, { size: '1kb', mode, target: 'headgate' })?.cpuUs
    const unmetered = caseOf(comparison.cases, { size: '1kb', mode, target: 'headgate-unmetered' })?.cpuUs
    return {
      aim: `Rates and a budget at ${label('1kb')}, ${mode}: at most ${MOST_ADMISSION_US} µs CPU more than without`,
      ...measured(
        metered && unmetered ? metered - unmetered : null,
        (value) => `${value.toFixed(0)} µs`,
        (value) => value <= MOST_ADMISSION_US,
      ),
    }
  })
}

function firstByteAim({ comparison }: ResultOf<'standard'>): Judged {
  const added = comparison.streams.find(({ target }) => target === 'headgate')?.addedP50Ms
  return {
    aim: `Added time to the first byte of a stream at p50, while 100 streams run: under ${MOST_ADDED_MS} ms`,
    ...measured(
      added,
      (value) => `${value.toFixed(2)} ms`,
      (value) => value < MOST_ADDED_MS,
    ),
  }
}

function peerAims({ comparison }: ResultOf<'standard'>): Judged[] {
  return SIZE_NAMES.flatMap((size) =>
    MODES.map((mode) => {
      const own = caseOf(comparison.cases, { size, mode, target: 'headgate' })?.perSecond
      const peer = caseOf(comparison.cases, { size, mode, target: 'portkey' })?.perSecond
      return {
        aim: `Requests per second at ${label(size)}, ${mode}: ${LEAST_TIMES_PORTKEY} × Portkey`,
        ...measured(
          own && peer ? own / peer : null,
          (value) => `${value.toFixed(1)} ×`,
          (value) => value >= LEAST_TIMES_PORTKEY,
        ),
      }
    }),
  )
}

function memoryAim(soak: Soak | undefined): Judged {
  const growth = soak && Math.max(growthOf(soak.residentMb), growthOf(soak.collectedHeapMb))
  return {
    aim: `Memory over 200,000 requests: flat (last quarter at most ${MOST_MEMORY_GROWTH} × the first)`,
    ...measured(
      growth,
      (value) => `${value.toFixed(2)} ×`,
      (value) => value <= MOST_MEMORY_GROWTH,
    ),
  }
}

function measured(
  value: number | null | undefined,
  show: (value: number) => string,
  meets: (value: number) => boolean,
): Omit<Judged, 'aim'> {
  return value === null || value === undefined
    ? { measured: 'not measured', isMet: undefined }
    : { measured: show(value), isMet: meets(value) }
}

function growthOf({ first, last }: Soak['heapMb']): number {
  return last / first
}

type CaseRow = ResultOf<'standard'>['comparison']['cases'][number]

function caseOf(cases: readonly CaseRow[], wanted: Pick<CaseRow, 'size' | 'mode' | 'target'>): CaseRow | undefined {
  return cases.find(
    ({ size, mode, target }) => size === wanted.size && mode === wanted.mode && target === wanted.target,
  )
}

function label(size: SizeName): string {
  return size.replace('kb', ' KB')
}
