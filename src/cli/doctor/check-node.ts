/** Is this Node new enough? */
import { type Finding, fail, ok } from './finding.js'

const OLDEST = [20, 19] as const

/** `version` without a leading v. */
export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor, oldestMinor] = OLDEST
  const isNewEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
  return isNewEnough
    ? ok(`Node ${version}`)
    : fail(`Node ${version} is too old`, `Install Node ${OLDEST.join('.')} or later.`)
}
