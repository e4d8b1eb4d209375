/** The `auth` section: how a caller proves who it is. */
import { z } from 'zod'
import { choice } from '../../config/index.js'

/** The schema of the section. */
export const authSchema = z.strictObject({
  mode: choice(['local', 'keys'])
    .default('local')
    .describe(
      'With local, callers on this machine may bring their own provider credential; with keys, everybody needs a gateway credential.',
    ),
})

/** The section, as the stage gets it. */
export type AuthConfig = Readonly<z.output<typeof authSchema>>
