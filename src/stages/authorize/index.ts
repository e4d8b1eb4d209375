/** Says whether this caller may use the data plane at all, and this model. */
import { may } from '../../canonical/index.js'
import { compileWildcards } from '../../lib/index.js'
import { allow, deny, type PreflightStage } from '../../pipeline/index.js'

export function createAuthorize(): PreflightStage {
  return {
    name: 'authorize',
    onFault: 'deny',
    decide: ({ principal, request }) => {
      if (!may(principal, 'proxy:use')) return deny('forbidden', { detail: 'Its role lacks proxy:use.' })
      if (principal.models === undefined) return allow()
      const { model } = request.facts
      // A route whose model cannot be read could reach any model, so a credential that is bound to some may not use it.
      if (model === undefined)
        return deny('forbidden', { detail: 'It is bound to certain models, and this request names none.' })
      const named = [model, ...(request.facts.otherModels?.() ?? [])]
      return named.every(compileWildcards(principal.models))
        ? allow()
        : deny('forbidden', { detail: 'It may not use this model.' })
    },
  }
}
