/** Which names of models may be written down. */

/** Names that models really have; anything else in a `model` field is a client's text. */
const PLAUSIBLE_MODEL = /^[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,127}$/

/** The name as logs, ledger and messages show it; `(other)` for text that is no name. */
export function shownModel(model: string): string {
  return PLAUSIBLE_MODEL.test(model) ? model : '(other)'
}
