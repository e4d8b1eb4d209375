/** UTF-16 units as a string. */

/** A call takes only so many arguments. */
const UNITS_PER_CALL = 8192

export function stringOfUnits(units: Uint16Array): string {
  let text = ''
  for (let at = 0; at < units.length; at += UNITS_PER_CALL) {
    text += Reflect.apply(String.fromCharCode, undefined, units.subarray(at, at + UNITS_PER_CALL))
  }
  return text
}
