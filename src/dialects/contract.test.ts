/** Every dialect keeps the contract. */
import { dialectContract } from './contract.suite.js'
import { DIALECTS } from './index.js'

for (const dialect of DIALECTS) dialectContract(dialect)
