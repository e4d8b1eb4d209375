/** Holds a request to the number of messages that the operator allows. Size and nesting are checked while it is read. */
import { allow, deny, type PreflightStage } from '../../pipeline/index.js'

export interface ShapeConfig {
  readonly max_messages: number
}

export function createShape(config: ShapeConfig): PreflightStage {
  return {
    name: 'shape',
    onFault: 'deny',
    decide: ({ request }) => {
      const { messageCount } = request.facts
      if (messageCount <= config.max_messages) return allow()
      return deny('too_many_messages', { detail: `It has ${messageCount}, the limit is ${config.max_messages}.` })
    },
  }
}
