/** The page says what the results say: which aims are met, which are missed, and what nobody measured. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { documentOf } from './document.js'
import type { CaseRow, ResultOf } from './results.js'

const machine = {
  processor: 'a processor',
  cores: 2,
  memoryGb: 8,
  kernel: 'linux',
  node: 'v20',
  pinned: true,
  commit: 'abc1234',
  startedAt: '2026-01-02T03:04:05.000Z',
}

function caseRow(target: CaseRow['target'], figures: Partial<CaseRow>): CaseRow {
  const nothing = { cpuUs: null, cpuRatio: null, coreShare: 1, totalP50Ms: null, totalP99Ms: null }
  const noFirstByte = { firstByteP50Ms: null, firstByteP99Ms: null, cpuUsByRound: [], perSecond: null }
  return { size: '1kb', mode: 'plain', target, ...nothing, ...noFirstByte, ...figures }
}

function standard(cpuRatio: number): ResultOf<'standard'> {
  const cases = [
    caseRow('headgate', { cpuRatio, perSecond: 9000 }),
    caseRow('portkey', { perSecond: 450, coreShare: 0.5 }),
  ]
  const comparison = { rounds: 5, requests: 10, cases, streams: [], memory: [], absent: [] }
  return { kind: 'standard', machine, failures: [], comparison, turns: [] }
}

describe('the page', () => {
  const lineOf = (page: string | undefined, start: string) =>
    page?.split('\n').find((line) => line.includes(start)) ?? ''

  it('is not written before there is a comparison', () => {
    assert.equal(documentOf([]), undefined)
  })

  it('judges each aim by its figure', () => {
    const aim = 'CPU per request at 1 KB, plain'
    assert.match(lineOf(documentOf([standard(1.5)]), aim), /1\.50 × +\| +met/)
    assert.match(lineOf(documentOf([standard(1.51)]), aim), /1\.51 × +\| +\*\*missed\*\*/)
    assert.match(lineOf(documentOf([standard(1.5)]), 'Requests per second at 1 KB, plain'), /20\.0 × +\| +met/)
  })

  it('does not call met what was not measured', () => {
    assert.match(lineOf(documentOf([standard(1)]), 'Memory over 200,000 requests'), /not measured +\| +–/)
  })

  it('marks throughput that the target was not the limit of', () => {
    assert.match(documentOf([standard(1)]) ?? '', /portkey .*≥ 450/)
  })

  it('opens the figures with what went wrong', () => {
    const failures = [{ target: 'nginx' as const, during: 'rate', status: 3, length: 0, connection: 0 }]
    assert.match(documentOf([{ ...standard(1), failures }]) ?? '', /Some answers were wrong/)
  })

  it('quotes the newest result of each kind', () => {
    const pair = { first: 50, last: 60 }
    const soak = { requests: 200_000, perSecond: 1, residentMb: pair, heapMb: pair, collectedHeapMb: pair }
    const page = documentOf([standard(1), standard(9), { kind: 'soak', machine, failures: [], soak }])
    assert.match(lineOf(page, 'CPU per request at 1 KB, plain'), /1\.00/)
    assert.match(lineOf(page, 'Memory over 200,000 requests'), /1\.20 × +\| +\*\*missed/)
  })
})
