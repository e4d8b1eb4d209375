/** Every dialect keeps the contract. With UPDATE_GOLDEN=1 the golden files are written anew: read what has changed. */
import { dialectContract } from './contract.suite.js'
import { DIALECTS } from './index.js'
import { assertGolden, updateGolden } from './recorded.suite.js'

const golden = process.env['UPDATE_GOLDEN'] === '1' ? updateGolden : assertGolden

for (const dialect of DIALECTS) dialectContract(dialect, golden)
