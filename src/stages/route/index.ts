/** Chooses who may answer: the providers that speak the dialect called and are configured for the model, in the order of the file. */
import { allow, type RoutingStage, transform } from '../../pipeline/index.js'

/** What routing needs to know of a provider. */
export interface RoutableProvider {
  readonly name: string
  readonly family: string
  serves(model: string): boolean
}

export function createRoute(providers: readonly RoutableProvider[]): RoutingStage {
  return {
    name: 'route',
    onFault: 'deny',
    decide: ({ route, request }) => {
      const speakers = providers.filter(({ family }) => family === route.dialect.family)
      const { model } = request.facts
      const chosen = model === undefined ? speakers.slice(0, 1) : speakers.filter((provider) => provider.serves(model))
      return chosen.length === 0 ? allow() : transform(chosen.map(({ name }) => ({ provider: name })))
    },
  }
}
