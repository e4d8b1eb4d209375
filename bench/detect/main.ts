/**
 * What the detectors of text are worth, from ../shared/corpora where it is present: `npm run bench:detect` prints the tables.
 *
 * Every share is of texts that were not trained on, unless its heading says otherwise.
 */

import { readCorpora } from '../../scripts/train/corpora.js'
import { scoreDirect, THRESHOLDS } from '../../src/detectors/injection/index.js'
import { hostileTable } from './hostile.js'
import { injectionReport } from './injection.js'
import { transformsTable } from './transforms.js'

const corpora = readCorpora()
if (corpora === undefined) {
  process.stdout.write('no corpora at ../shared/corpora: nothing to measure\n')
} else {
  const attacks = corpora.injection.filter((text) => text.isAttack).map((text) => text.text)
  const isCaught = (text: string) => scoreDirect(text) >= THRESHOLDS.direct
  process.stdout.write(`${injectionReport(corpora)}\n\n`)
  process.stdout.write(
    `## Disguises\n\n${transformsTable(attacks, isCaught)}\n\n## Hostile input\n\n${hostileTable()}\n`,
  )
}
